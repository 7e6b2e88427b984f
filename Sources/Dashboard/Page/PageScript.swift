/// The page's only script: fetches the page anew when the server says that the state has moved.
enum PageScript {
    static let javaScript: HTML = """

        "use strict";
        const root = document.documentElement;
        let busy = false, again = false, newest = document.getElementById("live").dataset.position;
        async function refresh() {
          if (busy || document.hidden) { again = true; return; }
          busy = true; again = false;
          try {
            const answer = await fetch(location.pathname + location.search, { headers: { accept: "text/html" } });
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const fresh = page.getElementById("live"), old = document.getElementById("live");
            if (!answer.ok || !fresh) return;
            const focused = [...old.querySelectorAll("a,[tabindex]")].indexOf(document.activeElement);
            old.replaceWith(fresh);
            if (focused >= 0) fresh.querySelectorAll("a,[tabindex]")[focused]?.focus({ preventScroll: true });
          } catch { root.dataset.live = "off"; } finally { busy = false; if (again) setTimeout(refresh, 1000); }
        }
        const feed = new EventSource("live");
        feed.onopen = () => { root.dataset.live = "on"; };
        feed.onerror = () => { root.dataset.live = "off"; };
        feed.addEventListener("position", (event) => {
          if (event.data !== newest) { newest = event.data; refresh(); }
        });
        document.addEventListener("visibilitychange", () => { if (!document.hidden && again) refresh(); });

        """
}
