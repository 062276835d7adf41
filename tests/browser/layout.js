// Returns what is wrong with the layout of the page as it is shown now, each fault as a sentence.
() => {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const classes = [...element.classList].map((one) => `.${one}`).join("");
    const text = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `${element.localName}${id}${classes} “${text}”`;
  };
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const isUnseen = (element) => element.closest(".unseen, .skip") !== null;
  const scrolls = (style) => ["auto", "scroll"].includes(style.overflowX);
  const isInScroller = (element) => {
    for (let above = element.parentElement; above; above = above.parentElement) {
      const style = getComputedStyle(above);
      if (above !== document.body && above !== document.documentElement && scrolls(style)) return true;
    }
    return false;
  };
  if (document.documentElement.scrollWidth > width + 1)
    faults.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} > ${width} px`);
  const landmarks = [...document.querySelectorAll("body > header, body > main, body > footer")].filter(isShown);
  for (let one = 0; one + 1 < landmarks.length; one++) {
    const above = landmarks[one].getBoundingClientRect();
    const below = landmarks[one + 1].getBoundingClientRect();
    if (above.bottom > below.top + 1) faults.push(`${landmarks[one].localName} overlaps ${landmarks[one + 1].localName}`);
  }
  for (const element of document.body.querySelectorAll("*")) {
    if (!isShown(element) || isUnseen(element) || (element.closest("svg") && element.localName !== "svg")) continue;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const style = getComputedStyle(element);
    if ((box.right > width + 1 || box.left < -1) && !isInScroller(element))
      faults.push(`leaves the window (${Math.round(box.left)} to ${Math.round(box.right)} of ${width} px): ${name(element)}`);
    const clips = ["hidden", "clip"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    if (clips && style.textOverflow !== "ellipsis" && !element.matches("svg, input, textarea"))
      faults.push(`cuts its text off: ${name(element)}`);
  }
  for (const picture of document.querySelectorAll("svg[viewBox]")) {
    if (!isShown(picture)) continue;
    const frame = picture.getBoundingClientRect();
    for (const text of picture.querySelectorAll("text")) {
      const box = text.getBoundingClientRect();
      if (box.width && (box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2 || box.bottom > frame.bottom + 2))
        faults.push(`text leaves its picture: “${text.textContent.trim().slice(0, 40)}”`);
    }
  }
  return faults.slice(0, 12);
}
