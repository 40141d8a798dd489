"""How names stand on the maps of stakeholders, as a browser lays them out."""

OVERLAPS = """(least) => {
  const shown = document.querySelector(".one-map:not([hidden])");
  const boxes = [...shown.querySelectorAll(".name")].map((one) => [one.textContent, one.getBoundingClientRect(), one]);
  const board = shown.querySelector(".map").getBoundingClientRect();
  const found = [];
  boxes.forEach(([text, a, name], at) => {
    const within = a.left > board.left - 1 && a.right < board.right + 1 && a.bottom < board.bottom + 1;
    if (!within) found.push(`outside: ${text}`);
    if (parseFloat(getComputedStyle(name).fontSize) < least) found.push(`small: ${text}`);
    boxes.slice(at + 1).forEach(([other, b]) => {
      const across = a.left < b.right - 0.5 && b.left < a.right - 0.5;
      if (across && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5) found.push(`${text} / ${other}`);
    });
  });
  return { count: boxes.length, found };
}"""
MAPS = ("Hoe dichtbij", "Invloed en belang")
