// The few things of a page that only the browser can do or knows.
window.sendapi = (() => {
  const stored = name => { try { return localStorage.getItem('sendapi.' + name); } catch { return null; } };
  return {
    browser() {
      const colours = stored('colours');
      return {
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? null,
        world: stored('world'),
        isDark: colours ? colours === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches,
        isWide: matchMedia('(min-width: 960px)').matches,
      };
    },
    remember(name, value) {
      // A browser that keeps nothing starts from its defaults the next time.
      try { localStorage.setItem('sendapi.' + name, value); } catch { return; }
    },
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // Without a secure address there is no clipboard; a selected field can still be copied from.
        const field = document.createElement('textarea');
        field.value = text;
        document.body.append(field);
        field.select();
        const done = document.execCommand('copy');
        field.remove();
        return done;
      }
    },
    countries(codes) {
      const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
      // What is no region, such as a satellite network, keeps its code.
      return codes.map(code => { try { return names.of(code); } catch { return code; } });
    },
    async save(name, stream) {
      const url = URL.createObjectURL(new Blob([await stream.arrayBuffer()]));
      const link = document.createElement('a');
      link.href = url;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    },
    async signOut() {
      await fetch('sign-out', { method: 'POST', headers: { 'X-Sign-Out': '1' } });
      location.assign('sign-in');
    },
  };
})();

// A server that was started anew does not know the page any more; nothing is lost by loading it again.
document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
  if (event.detail?.state === 'rejected') location.reload();
});

document.addEventListener('click', event => {
  if (event.target.closest?.('[data-reload]')) location.reload();
});
