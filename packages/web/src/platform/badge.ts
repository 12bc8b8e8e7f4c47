/** Shows the unread total where the page is not looked at: title, favicon, badge of the installed app (UX-42, UX-53). */
const plainIcon = "/icons/icon.svg";
const badgeIcon = "/icons/icon-unread.svg";

export function showUnread(count: number, title: string): void {
  document.title = count > 0 ? `(${count > 99 ? "99+" : count}) ${title}` : title;
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const href = count > 0 ? badgeIcon : plainIcon;
  if (link !== null && link.getAttribute("href") !== href) link.setAttribute("href", href);
  const change = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  // Refused where the app is not installed; the title has the number then.
  change?.catch(() => undefined);
}
