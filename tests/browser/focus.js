// Notes what gets the focus from now on, and whether one can see it.
() => {
  window.focused = [];
  const look = (element) => {
    const style = getComputedStyle(element);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.borderColor].join(" ");
  };
  const able = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const isAble = (element) => element.matches(able) && element.tabIndex >= 0 && !element.disabled;
  const holds = (element) => element.shadowRoot?.querySelector("[tabindex='0']"); // it stands for what is within
  const wanted = [...document.querySelectorAll("*")].filter(
    (element) => (isAble(element) || holds(element)) && element.checkVisibility({ visibilityProperty: true }),
  );
  // Of radio buttons with one name, and of things between which arrows move, one has the focus.
  const number = new Map(wanted.map((element, index) => [element, index]));
  const before = wanted.map(look);
  document.addEventListener("focusin", (event) => {
    const index = number.get(event.target);
    const shown = getComputedStyle(event.target);
    const isSeen =
      (shown.outlineStyle !== "none" && parseFloat(shown.outlineWidth) >= 1) || (index !== undefined && before[index] !== look(event.target));
    window.focused.push([index ?? -1, isSeen, event.target.outerHTML.slice(0, 120)]);
  });
  return wanted.map((element) => element.outerHTML.slice(0, 120));
}
