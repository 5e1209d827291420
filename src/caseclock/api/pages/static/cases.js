// The filter over many policies.

for (const group of document.querySelectorAll(".policies")) {
  const filter = group.querySelector(".filter");
  const field = filter.querySelector("input");
  const boxes = [...group.querySelectorAll(".box")];
  const none = group.querySelector(".none-left");
  filter.hidden = false;
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const box of boxes) {
      const text = box.textContent.toLowerCase();
      box.hidden = !box.querySelector("input").checked && !words.every((word) => text.includes(word));
    }
    none.hidden = boxes.some((box) => !box.hidden);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
