// The button of the printable record.
document.getElementById("print").addEventListener("click", () => window.print());
