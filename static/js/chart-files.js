// Downloads a chart: the SVG as is, or the browser's rendering of it.
import { saveFile } from "./files.js";
import { announce, sentence } from "./texts.js";

const WIDTH = 960;
const PNG_SCALE = 2;

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-chart-file]");
  if (!button) return;
  const chart = document.getElementById(button.dataset.chart);
  const name = `ecobalyse-${button.dataset.chart}.${button.dataset.chartFile}`;
  const text = standalone(chart);
  if (button.dataset.chartFile === "svg") {
    saveFile(name, new Blob([text], { type: "image/svg+xml" }));
    return;
  }
  try {
    saveFile(name, await picture(text, chart.height.baseVal.value));
  } catch {
    announce(document.getElementById("comparison-messages"), "error", sentence("png-failed"));
  }
});

/** The chart outside its page: with a fixed width, and light colours. */
function standalone(chart) {
  const copy = chart.cloneNode(true);
  copy.setAttribute("width", WIDTH);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}`;
}

async function picture(text, height) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * PNG_SCALE;
  canvas.height = height * PNG_SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("no picture");
  return blob;
}
