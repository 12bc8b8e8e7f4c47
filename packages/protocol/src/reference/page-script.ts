/** Search on the reference page: hides what does not hold every word typed. Without script the page is all there. */
export const pageScript = `
const search = document.querySelector("input");
const articles = [...document.querySelectorAll("article")];
const texts = articles.map((article) => article.textContent.toLowerCase());
search.parentElement.hidden = false;
search.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  articles.forEach((article, index) => {
    const isHidden = !words.every((word) => texts[index].includes(word));
    article.hidden = isHidden;
    const link = document.querySelector('nav a[href="#' + CSS.escape(article.id) + '"]');
    if (link) link.hidden = isHidden;
  });
  document.querySelectorAll("section").forEach((section) => {
    section.hidden = !section.querySelector("article:not([hidden])");
  });
  document.getElementById("nothing").hidden = articles.some((article) => !article.hidden);
});
`;
