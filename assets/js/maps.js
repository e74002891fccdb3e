// A map stands on its page as a picture, with its numbers in a table beside it. Who wants to can
// move about on it and zoom: the same picture is handed to Leaflet, which is fetched only then.
const near = 0.5; // how much further than the whole map one may draw back, in steps of zoom

const beside = [52, 8]; // pixels that what an area says keeps clear of the buttons for zooming

let leaflet;

function fetched(element) {
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = () => reject(new Error("Leaflet did not load"));
    document.head.append(element);
  });
}

function load({ dataset }) {
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: dataset.leafletStyle });
  const script = Object.assign(document.createElement("script"), { src: dataset.leafletScript });
  leaflet ??= Promise.all([fetched(style), fetched(script)]).then(() => window.L);
  leaflet.catch(() => { leaflet = undefined; }); // so that the next press tries again
  return leaflet;
}

// What an area is called, and its value, as the picture itself says it.
function said(event) {
  const title = event.target.closest("path")?.querySelector("title")?.textContent;
  return title ? document.createTextNode(title) : null;
}

function open(L, picture, svg) {
  const frame = document.createElement("div");
  frame.className = "gt-map__frame";
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", `${picture.dataset.title}. Arrow keys move the map, plus and minus zoom.`);
  frame.style.aspectRatio = `${svg.viewBox.baseVal.width} / ${svg.viewBox.baseVal.height}`;
  picture.append(frame);
  const quiet = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(frame, {
    attributionControl: false,
    crs: L.CRS.Simple,
    minZoom: -5, // until the whole map is fitted in
    fadeAnimation: !quiet,
    scrollWheelZoom: false, // the wheel belongs to the page
    zoomAnimation: !quiet,
    zoomSnap: near / 2,
  });
  const { width, height } = svg.viewBox.baseVal;
  const bounds = L.latLngBounds([0, 0], [height / 10, width / 10]);
  // fitted first: the picture is laid out by where the map stands
  map.fitBounds(bounds);
  map.setMinZoom(map.getZoom() - near).setMaxZoom(map.getZoom() + 5).setMaxBounds(bounds.pad(near));
  L.svgOverlay(svg, bounds, { interactive: true })
    .on("click", ({ latlng, originalEvent }) => {
      const what = said(originalEvent);
      if (what) L.popup({ autoPanPaddingTopLeft: beside }).setLatLng(latlng).setContent(what).openOn(map);
    })
    .addTo(map);
  return () => {
    map.remove();
    frame.remove();
  };
}

function enhance(picture) {
  const svg = picture.querySelector("svg");
  const plain = svg.cloneNode(true);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary gt-map__button gt-no-print";
  button.textContent = "Move and zoom the map";
  picture.after(button);
  let close;
  button.addEventListener("click", async () => {
    if (close) {
      close();
      close = undefined;
      picture.append(plain.cloneNode(true));
      button.textContent = "Move and zoom the map";
      return;
    }
    const L = await load(picture).catch(() => undefined);
    if (!L) {
      button.textContent = "The map could not be made to move. Try again";
      return;
    }
    close = open(L, picture, picture.querySelector("svg"));
    button.textContent = "Back to the plain map";
  });
}

document.querySelectorAll(".gt-map__picture[data-leaflet-script]").forEach(enhance);
