import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Controller, Get, Module, Post, Req } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import type { Request } from 'express';
import request from 'supertest';
import {
  Allow,
  AnyViewer,
  CurrentViewer,
  Public,
  TicketHolder,
} from '../../src/access/access-rule.js';
import { SessionKeeper } from '../../src/access/sessions/session-keeper.service.js';
import type { CitizenViewer, OfficeViewer, Viewer } from '../../src/access/viewer.js';
import { ViewerSources } from '../../src/access/viewer-source.js';
import { AppModule } from '../../src/app.module.js';
import { Session } from '../../src/access/session.entity.js';
import { freshSecrets } from '../../src/config/secrets.js';
import { Reads } from '../../src/database/reads.js';
import { Transactions } from '../../src/database/transactions.js';
import { accountIn } from '../support/accounts.js';
import { handlersOf } from '../support/handlers.js';
import { openBrowser } from '../web/browser.js';
import { startFrame } from '../web/frame-app.js';

const tell = (viewer: Viewer) => ({ viewer: viewer.kind });

@Controller('prova')
class PageDoor {
  constructor(private readonly sessions: SessionKeeper) {}

  @Get('aperta') @Public() open(@CurrentViewer() viewer: Viewer) {
    return tell(viewer);
  }
  @Get('ufficio') @Allow('requests.see', 'requests.work') office(@CurrentViewer() viewer: Viewer) {
    return tell(viewer);
  }
  @Post('ufficio') @Allow('requests.see') change() {
    return { done: true };
  }
  @Get('configura') @Allow('configuration.edit') configure() {
    return { done: true };
  }
  @Get('biglietti/:ticketNumber') @TicketHolder() ticket(@CurrentViewer() viewer: Viewer) {
    return viewer;
  }
  @Get('chiunque') @AnyViewer() any(@CurrentViewer() viewer: Viewer) {
    return tell(viewer);
  }
  @Get('dimenticata') forgotten() {
    return { done: true };
  }
  @Post('entra') @Public() async enter(@Req() req: Request) {
    await this.sessions.signIn(req, bruno.accountId);
    return {};
  }
  @Post('biglietto') @Public() async hold(@Req() req: Request) {
    const number = String((req.body as { numero: string }).numero);
    await this.sessions.holdTicket(req, {
      requestId: `id-of-${number}`,
      ticketNumber: number,
      fingerprint: 'first',
    });
    return {};
  }
  @Get('ricorda') @Public() remember(@Req() req: Request) {
    req.session.tickets = [];
    return {};
  }
  @Post('lascia') @Public() async release(@Req() req: Request) {
    await this.sessions.releaseTicket(req, 'id-of-2026-000001-A');
    return {};
  }
}

@Controller('api/v1/prova')
class ProgramDoor {
  @Get('aperta') @Public() open(@CurrentViewer() viewer: Viewer) {
    return tell(viewer);
  }
  @Get('ufficio') @Allow('requests.see') office(@CurrentViewer() viewer: Viewer) {
    return tell(viewer);
  }
  @Get('chiunque') @AnyViewer() any(@CurrentViewer() viewer: Viewer) {
    return viewer;
  }
}

const bruno: OfficeViewer = {
  kind: 'office',
  accountId: '',
  username: 'bruno',
  name: 'Bruno Prova',
  language: 'it',
  roleCode: 'operator',
  scope: 'own-office',
  permissions: ['requests.see'],
  officeIds: [],
};
const anna: CitizenViewer = {
  kind: 'citizen',
  requestId: 'id-of-2026-000001-A',
  ticketNumber: '2026-000001-A',
};

describe('the guard in front of every handler', () => {
  let app: NestExpressApplication;
  /** What the sources say now; a test changes it. */
  let person: OfficeViewer | null = bruno;
  let fingerprint = 'first';
  beforeAll(async () => {
    app = await startFrame([PageDoor, ProgramDoor]);
    const accountId = await accountIn({ transactions: app.get(Transactions) }, 'bruno');
    Object.assign(bruno, { accountId });
    const sources = app.get(ViewerSources);
    sources.accounts = {
      byAccountId: (id) => Promise.resolve(id === accountId ? person : null),
      byToken: (token) => Promise.resolve(token === 'good-token' ? person : null),
    };
    sources.tickets = {
      byPassword: (number, password) =>
        Promise.resolve(
          number === anna.ticketNumber && password === 'AAAA-BBBB-CCCC' ? anna : null,
        ),
      partByProof: () => Promise.resolve(null),
      byProof: (requestId, given) =>
        Promise.resolve(
          given === fingerprint
            ? { kind: 'citizen', requestId, ticketNumber: requestId.replace('id-of-', '') }
            : null,
        ),
    };
  });
  afterEach(() => {
    person = bruno;
    fingerprint = 'first';
  });
  afterAll(() => app.close());

  const signedIn = async () => {
    const browser = openBrowser(app);
    await browser.get('/');
    await browser.post('/prova/entra');
    return browser;
  };
  const api = (path: string) => request(app.getHttpServer()).get(`/api/v1/prova/${path}`);

  describe('on pages', () => {
    test('a handler without a rule is refused to everybody', async () => {
      jest.spyOn(process.stderr, 'write').mockReturnValue(true);
      expect((await openBrowser(app).get('/prova/dimenticata')).status).toBe(403);
      expect((await (await signedIn()).get('/prova/dimenticata')).status).toBe(403);
      jest.restoreAllMocks();
    });

    test('a public page knows who asks, where somebody does', async () => {
      expect((await openBrowser(app).get('/prova/aperta')).body).toEqual({ viewer: 'nobody' });
      expect((await (await signedIn()).get('/prova/aperta')).body).toEqual({ viewer: 'office' });
    });

    test('who has not signed in is led to the sign-in page and will come back', async () => {
      const answer = await openBrowser(app).get('/prova/ufficio?pagina=2');
      expect(answer.status).toBe(303);
      expect(answer.headers['location']).toBe('/accedi?ritorno=%2Fprova%2Fufficio%3Fpagina%3D2');
      expect(answer.headers['cache-control']).toContain('no-store');
    });

    test('a form of somebody who has not signed in is 401, not a redirect that loses it', async () => {
      const browser = openBrowser(app);
      await browser.get('/');
      expect((await browser.post('/prova/ufficio')).status).toBe(401);
    });

    test('one of the named permissions is enough; none of them is 403', async () => {
      const browser = await signedIn();
      expect((await browser.get('/prova/ufficio')).status).toBe(200);
      expect((await browser.get('/prova/configura')).status).toBe(403);
    });

    test('a permission that was taken away is gone at the next request', async () => {
      const browser = await signedIn();
      person = { ...bruno, permissions: [] };
      expect((await browser.get('/prova/ufficio')).status).toBe(403);
    });

    test('a closed account is nobody at the next request', async () => {
      const browser = await signedIn();
      person = null;
      expect((await browser.get('/prova/ufficio')).status).toBe(303);
    });

    test('a token in a header opens no page', async () => {
      const answer = await request(app.getHttpServer())
        .get('/prova/ufficio')
        .set('Authorization', 'Bearer good-token');
      expect(answer.status).toBe(303);
    });

    test('signing in changes the session id, and the old one opens nothing', async () => {
      const browser = openBrowser(app);
      await browser.get('/');
      const first = cookieOf(await browser.post('/prova/biglietto', { numero: '2026-000009-Z' }));
      const second = cookieOf(await browser.post('/prova/entra'));
      expect(second).not.toBe(first);
      const old = await request(app.getHttpServer()).get('/prova/chiunque').set('Cookie', first);
      expect(old.status).toBe(303);
    });

    test('the cookie is out of reach of scripts and other sites, and ends with the browser', async () => {
      const browser = openBrowser(app);
      await browser.get('/');
      const cookie = setCookieOf(await browser.post('/prova/entra'));
      expect(cookie).toMatch(/^sid=.*; Path=\/; HttpOnly; SameSite=Lax$/);
    });

    test('in production the cookie is bound to this host and to https', async () => {
      const town = await startFrame([PageDoor], {
        ...freshSecrets(),
        ITER_MODE: 'production',
        PUBLIC_URL: 'https://iter.example',
        SMTP_URL: 'smtps://mail.example',
        MAIL_FROM: 'iter@iter.example',
        TRUST_PROXY: 'loopback',
      });
      const answer = await request(town.getHttpServer())
        .get('/prova/ricorda')
        .set({ Host: 'iter.example', 'X-Forwarded-Proto': 'https' });
      const cookies = [answer.headers['set-cookie']].flat().map(String);
      expect(cookies).toEqual([
        expect.stringMatching(/^__Host-sid=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
      ]);
      await town.close();
    });

    test('a passer-by writes no session', async () => {
      const before = await app.get(Reads).of(Session).count();
      const answer = await openBrowser(app).get('/prova/aperta');
      expect(String(answer.headers['set-cookie'] ?? '')).not.toContain('sid=');
      expect(await app.get(Reads).of(Session).count()).toBe(before);
    });
  });

  describe('for ticket holders', () => {
    const holding = async (...numbers: string[]) => {
      const browser = openBrowser(app);
      await browser.get('/');
      for (const numero of numbers) await browser.post('/prova/biglietto', { numero });
      return browser;
    };

    test('who has proved nothing is led to the form that asks for number and password', async () => {
      const answer = await openBrowser(app).get('/prova/biglietti/2026-000001-A');
      expect(answer.status).toBe(303);
      expect(answer.headers['location']).toBe('/servizi/segnalazioni?numero=2026-000001-A');
    });

    test('the page of a proved ticket is its own, however the number is written', async () => {
      const browser = await holding('2026-000001-A', '2026-000002-B');
      const first = await browser.get('/prova/biglietti/2026-000001-A');
      expect(first.body).toMatchObject({ kind: 'citizen', ticketNumber: '2026-000001-A' });
      const second = await browser.get('/prova/biglietti/2026000002b');
      expect(second.body).toMatchObject({ ticketNumber: '2026-000002-B' });
    });

    test('another ticket stays shut', async () => {
      const browser = await holding('2026-000001-A');
      expect((await browser.get('/prova/biglietti/2026-000002-B')).status).toBe(303);
    });

    test('a new password shuts what the old one had opened', async () => {
      const browser = await holding('2026-000001-A');
      fingerprint = 'second';
      expect((await browser.get('/prova/biglietti/2026-000001-A')).status).toBe(303);
    });

    test('a ticket that was given back is shut, the others are not', async () => {
      const browser = await holding('2026-000001-A', '2026-000002-B');
      await browser.post('/prova/lascia');
      expect((await browser.get('/prova/biglietti/2026-000001-A')).status).toBe(303);
      expect((await browser.get('/prova/biglietti/2026-000002-B')).status).toBe(200);
    });

    test('a ticket opens no page of the offices', async () => {
      const browser = await holding('2026-000001-A');
      expect((await browser.get('/prova/ufficio')).headers['location']).toMatch(/^\/accedi/);
    });

    test('who is signed in keeps the tickets proved before, and the other way round', async () => {
      const browser = await holding('2026-000001-A');
      await browser.post('/prova/entra');
      expect((await browser.get('/prova/biglietti/2026-000001-A')).status).toBe(200);
      await browser.post('/prova/biglietto', { numero: '2026-000002-B' });
      expect((await browser.get('/prova/ufficio')).status).toBe(200);
    });
  });

  describe('for programs', () => {
    const basic = (user: string, password: string) =>
      `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

    test('without credentials: public handlers yes, others 401 with a challenge', async () => {
      expect((await api('aperta')).body).toEqual({ viewer: 'nobody' });
      for (const path of ['ufficio', 'chiunque']) {
        const answer = await api(path);
        expect(answer.status).toBe(401);
        expect(answer.headers['www-authenticate']).toContain('Basic');
        expect(answer.headers['content-type']).toContain('application/problem+json');
        expect(answer.body).toMatchObject({ status: 401, code: 'sign-in-required' });
      }
    });

    test('a token is its person', async () => {
      const answer = await api('ufficio').set('Authorization', 'Bearer good-token');
      expect(answer.body).toEqual({ viewer: 'office' });
    });

    test('a number with its password is its citizen, who may not what offices may', async () => {
      const header = basic(anna.ticketNumber, 'AAAA-BBBB-CCCC');
      expect((await api('chiunque').set('Authorization', header)).body).toMatchObject(anna);
      expect((await api('ufficio').set('Authorization', header)).status).toBe(403);
    });

    test.each([
      'Bearer bad-token',
      basic('2026-000001-A', 'wrong'),
      'Basic !!!',
      'Basic bm9jb2xvbg==',
      'Digest username="a"',
      'Bearer',
    ])('%s is 401 even where nobody would be let in', async (header) => {
      expect((await api('aperta').set('Authorization', header)).status).toBe(401);
    });

    test('a cookie opens nothing', async () => {
      const browser = openBrowser(app);
      await browser.get('/');
      const cookie = cookieOf(await browser.post('/prova/entra'));
      expect((await api('ufficio').set('Cookie', cookie)).status).toBe(401);
    });

    test('who has failed too often is told for how long to wait', async () => {
      const tries = [];
      for (let i = 0; i < 12; i += 1)
        tries.push(await api('chiunque').set('Authorization', basic('2026-000007-X', 'wrong')));
      const last = tries.at(-1)!;
      expect(last.status).toBe(429);
      expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
      expect(last.body).toMatchObject({ code: 'too-many' });
    });
  });
});

describe('the rules that handlers declare', () => {
  test('a handler without one is found', async () => {
    const found = await handlersIn([PageDoor]);
    expect(found.filter(({ rule }) => !rule).map(({ name }) => name)).toEqual([
      'PageDoor.forgotten',
    ]);
  });

  test('no handler of the product goes without', async () => {
    const found = await handlersOfProduct();
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter(({ rule }) => !rule)).toEqual([]);
  });
});

async function handlersIn(controllers: (new (...parts: never[]) => object)[]) {
  @Module({ imports: [DiscoveryModule], controllers, providers: [SessionKeeper] })
  class Alone {}
  const app = await Test.createTestingModule({ imports: [Alone] }).compile();
  return handlersOf(app.get(DiscoveryService), app.get(MetadataScanner));
}

async function handlersOfProduct() {
  @Module({ imports: [AppModule, DiscoveryModule] })
  class Product {}
  const { testEnvironment } = await import('../support/database.js');
  const { Environment } = await import('../../src/config/environment.js');
  const app = await Test.createTestingModule({ imports: [Product] })
    .overrideProvider(Environment)
    .useValue(await testEnvironment())
    .compile();
  try {
    return handlersOf(app.get(DiscoveryService), app.get(MetadataScanner));
  } finally {
    await app.close();
  }
}

function setCookieOf(answer: { headers: Record<string, unknown> }): string {
  const cookies = [answer.headers['set-cookie']].flat().map(String);
  return cookies.find((cookie) => cookie.startsWith('sid=')) ?? '';
}

function cookieOf(answer: { headers: Record<string, unknown> }): string {
  return setCookieOf(answer).split(';')[0] ?? '';
}
