"""How large letters are on a page that a room reads."""

LEAST = 20  # px

# Each text in sight that is drawn smaller than so many px; what a picture draws counts as large as it is shown.
SMALLER = """(least) => {
  const found = [];
  const scale = (one) => (one.ownerSVGElement ? one.getScreenCTM().a : 1);
  const look = (one, words) => {
    const size = parseFloat(getComputedStyle(one).fontSize) * scale(one);
    const seen = one.checkVisibility({ visibilityProperty: true }) && !one.closest(".sr, .skip, option");
    const { width, height } = one.getBoundingClientRect();
    const small = width > 1 && height > 1 && size < least - 0.01;
    if (seen && small) found.push([words.trim().slice(0, 30), size, one.outerHTML.slice(0, 60)]);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (text.textContent.trim()) look(text.parentElement, text.textContent);
  }
  document.querySelectorAll("input, textarea, select").forEach((one) => look(one, one.value));
  return found;
}"""
