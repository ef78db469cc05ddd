"""The contrast between words and what lies behind them, as WCAG counts it."""

from playwright.sync_api import Frame

CONTRAST = """(chosen) => {
  const channels = (colour) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const paint = canvas.getContext("2d");
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [red, green, blue] = channels(colour).map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const element = document.querySelector(chosen);
  let place = element;
  const clear = (one) => getComputedStyle(one).backgroundColor === "rgba(0, 0, 0, 0)";
  while (place && clear(place)) place = place.parentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const behind = light(place ? getComputedStyle(place).backgroundColor : dark ? "#121212" : "#ffffff");
  const words = light(getComputedStyle(element).color);
  return (Math.max(words, behind) + 0.05) / (Math.min(words, behind) + 0.05);
}"""


def contrast(frame: Frame, chosen: str) -> float:
    """How many times lighter one is than the other, for the first element that a selector finds."""
    found: float = frame.evaluate(CONTRAST, chosen)
    return found
