// The host page's colours are taken only where they can be read (WCAG 2.2, 1.4.3 and 1.4.6: relative luminance).

const ENOUGH = 4.5;
const PAIRS = [
  ["accent", "on-accent"],
  ["ink", "paper"],
];

const chosen = new Set();

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => chosen.forEach(chooseColours));

/** Mark `panel`, now and when light turns dark, with the host page's pairs of colours that contrast enough. */
export function chooseColours(panel) {
  chosen.add(panel);
  for (const [one, other] of PAIRS) {
    panel.classList.remove(`host-${one}`);
    panel.classList.add(`probe-${one}`);
    const style = getComputedStyle(panel);
    const set = style.getPropertyValue(`--partner-chat-${one}`) || style.getPropertyValue(`--partner-chat-${other}`);
    const enough = contrast(style.color, style.backgroundColor) >= ENOUGH;
    panel.classList.remove(`probe-${one}`);
    panel.classList.toggle(`host-${one}`, Boolean(set) && enough);
  }
}

/** Return the contrast ratio of two opaque CSS colours, 1 to 21; 1 when one cannot be read or is see-through. */
export function contrast(one, other) {
  const lights = [one, other].map(measureLight);
  if (lights.includes(null)) return 1;
  const [dark, light] = lights.sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

// A canvas reads every way to write a colour.
function measureLight(colour) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  if (alpha < 255) return null;
  const [r, g, b] = [red, green, blue].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
