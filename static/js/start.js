// Runs before the page is drawn: says that scripts run, and that the address holds a simulation.
document.documentElement.classList.add("js");
if (location.hash.includes("/")) document.documentElement.classList.add("opening");
