/** A browser without JavaScript, as far as signing in goes: its cookies are what a measure sends. */
export class Browser {
  #cookies = new Map();

  constructor(url, cookie = '') {
    this.url = url;
    for (const pair of cookie.split('; ').filter(Boolean)) {
      const [name, ...value] = pair.split('=');
      this.#cookies.set(name, value.join('='));
    }
  }

  get cookie() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Opens the page with the form, sends the form; answers where it leads, throws where it does not lead on. */
  async send(page, action, fields) {
    const html = await (await this.#fetch(page)).text();
    const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const body = new URLSearchParams({ _csrf: token, ...fields });
    const answer = await this.#fetch(action, { method: 'POST', body });
    if (answer.status !== 303) throw new Error(`POST ${action}: ${answer.status}`);
    return answer.headers.get('location');
  }

  async #fetch(path, options = {}) {
    const headers = { Cookie: this.cookie, Accept: 'text/html' };
    const answer = await fetch(this.url + path, { ...options, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      this.#cookies.set(name, value);
    }
    return answer;
  }
}
