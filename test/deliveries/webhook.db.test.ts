import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { Environment } from '../../src/config/environment.js';
import { Vault } from '../../src/config/vault.js';
import {
  AddressGuard,
  type CheckedAddress,
  Resolver,
} from '../../src/deliveries/channels/address-guard.js';
import { WebhookChannel } from '../../src/deliveries/channels/webhook.channel.js';
import { EndpointSecrets } from '../../src/deliveries/endpoint-secrets.js';
import { newId } from '../../src/shared/ids.js';
import { testEnvironment } from '../support/database.js';
import { type ReceivedWebhook, WebhookReceiver } from '../support/webhook-receiver.js';
import { until } from '../support/until.js';
import { MovedClock } from './post-office.js';

const BODY = JSON.stringify({
  type: 'step.recorded',
  data: { title: 'Città «buia» 💡', sequence: 1 },
});

function parcel(destination: string, secrets: string[]) {
  return { id: newId(), destination, createdAt: new Date(), content: BODY, secrets };
}

/** Names as an evil or careless name server would answer them. */
class ScriptedResolver extends Resolver {
  readonly asked: string[] = [];

  constructor(private readonly answers: Record<string, string[][]>) {
    super();
  }

  override all(hostname: string): Promise<CheckedAddress[]> {
    this.asked.push(hostname);
    const script = this.answers[hostname] ?? [['93.184.215.14']];
    const turn = script.length > 1 ? script.shift()! : script[0]!;
    return Promise.resolve(
      turn.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }
}

describe('webhooks', () => {
  let environment: Environment;
  let secrets: EndpointSecrets;
  const clock = new MovedClock();
  const receiver = new WebhookReceiver();
  let url: string;

  const channelFor = (webhookAllow: string[], resolver?: Resolver) =>
    new WebhookChannel(
      new AddressGuard(new Environment({ ...environment, webhookAllow }), resolver),
      clock,
    );

  beforeAll(async () => {
    environment = await testEnvironment();
    secrets = new EndpointSecrets(new Vault(environment), clock);
    url = `${await receiver.listen()}/iter`;
  });
  afterAll(() => receiver.close());

  const local = () => channelFor(['127.0.0.0/8']);
  const callOf = async (secret: string): Promise<ReceivedWebhook> => {
    receiver.calls.length = 0;
    await local().send(parcel(url, [secret]));
    return receiver.calls[0]!;
  };

  describe('the signature (W2)', () => {
    test('is accepted by the npm verifier; a changed byte, another id, and 301 s either way are not', async () => {
      const { secret } = secrets.make();
      const { body, headers } = await callOf(secret);
      const verifier = new Webhook(secret);
      const sent = Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, String(v)]));
      expect(verifier.verify(body, sent)).toEqual(JSON.parse(BODY));
      const refused = (text: string, change: Record<string, string> = {}) =>
        expect(() => verifier.verify(text, { ...sent, ...change })).toThrow();
      refused(body.replace('buia', 'buio'));
      refused(body, { 'webhook-id': newId() });
      const stamp = Number(sent['webhook-timestamp']);
      const standing = jest.spyOn(Date, 'now').mockReturnValue(stamp * 1_000); // 301 s are not 300 and a bit
      for (const seconds of [-301, 301]) {
        refused(body, { 'webhook-timestamp': String(stamp + seconds) });
        const at = new Date((stamp + seconds) * 1_000);
        const signature = verifier.sign(sent['webhook-id']!, at, body); // rightly signed, but at the wrong time
        refused(body, {
          'webhook-timestamp': String(stamp + seconds),
          'webhook-signature': signature,
        });
      }
      standing.mockRestore();
      expect(() => new Webhook(secrets.make().secret).verify(body, sent)).toThrow();
    });

    const python = spawnSync('python3', ['--version']).status === 0;
    test('is the one that another implementation computes (python3 hmac)', async () => {
      if (!python) return console.warn('no python3 here: the second implementation was not asked');
      const { secret } = secrets.make();
      const { body, headers } = await callOf(secret);
      const program = [
        'import sys, hmac, hashlib, base64',
        'secret, id, at = sys.argv[1:4]',
        "key = base64.b64decode(secret.removeprefix('whsec_'))",
        "text = id.encode() + b'.' + at.encode() + b'.' + sys.stdin.buffer.read()",
        "print('v1,' + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode())",
      ].join('\n');
      const id = String(headers['webhook-id']);
      const at = String(headers['webhook-timestamp']);
      const computed = execFileSync('python3', ['-c', program, secret, id, at], { input: body });
      expect(computed.toString().trim()).toBe(headers['webhook-signature']);
    });

    test('during a rotation both secrets verify, after 24 hours only the new one', async () => {
      const old = secrets.make();
      const fresh = secrets.rotate(old.sealed);
      expect(secrets.valid(fresh.sealed)).toEqual([fresh.secret, old.secret]);
      receiver.calls.length = 0;
      await local().send(parcel(url, secrets.valid(fresh.sealed)));
      const { body, headers } = receiver.calls[0]!;
      for (const secret of [old.secret, fresh.secret])
        new Webhook(secret).verify(body, headers as Record<string, string>);
      clock.move(24 * 3_600_000);
      expect(secrets.valid(fresh.sealed)).toEqual([fresh.secret]);
      clock.move(-24 * 3_600_000);
    });

    test('the id stays the same at each attempt, and the timestamp is fresh', async () => {
      const again = parcel(url, [secrets.make().secret]);
      receiver.calls.length = 0;
      await local().send(again);
      clock.move(5_000);
      await local().send(again);
      const [first, second] = receiver.calls.map(({ headers }) => headers);
      expect([first!['webhook-id'], second!['webhook-id']]).toEqual([again.id, again.id]);
      const gap = Number(second!['webhook-timestamp']) - Number(first!['webhook-timestamp']);
      expect(gap).toBeGreaterThanOrEqual(5);
    });
  });

  describe('the answer (W1)', () => {
    const answered = async (answer: ConstructorParameters<typeof WebhookReceiver>[0]) => {
      receiver.answers.push(answer!);
      return local().send(parcel(url, [secrets.make().secret]));
    };

    test('a redirect is never followed', async () => {
      receiver.calls.length = 0;
      for (const status of [301, 302, 307, 308]) {
        const outcome = await answered((response) =>
          response.writeHead(status, { location: `${url}/elsewhere` }).end(),
        );
        expect(outcome).toMatchObject({ kind: 'retry', detail: `HTTP ${status}` });
      }
      expect(receiver.calls.map(({ path }) => path)).toEqual(Array(4).fill('/iter'));
    });

    test('Retry-After of a 429 is heard', async () => {
      const outcome = await answered((response) =>
        response.writeHead(429, { 'retry-after': '120' }).end(),
      );
      expect(outcome).toEqual({ kind: 'retry', detail: 'HTTP 429', retryAfterMs: 120_000 });
    });

    test('an endless body is read to 16 KB and no further', async () => {
      let written = 0;
      let isCut = false;
      const outcome = await answered((response) => {
        response.on('close', () => (isCut = true));
        response.writeHead(200);
        const pour = (): void => {
          if (isCut) return;
          written += 4_096;
          if (response.write(Buffer.alloc(4_096))) setImmediate(pour);
          else response.once('drain', pour);
        };
        pour();
      });
      expect(outcome.kind).toBe('sent');
      await until(() => isCut);
      expect(written).toBeLessThan(20_000_000);
    });

    test('a header bomb, a cut line and a closed port are failures that say what they are', async () => {
      const bomb = await answered((response) =>
        response.writeHead(200, { 'x-bomb': 'b'.repeat(60_000) }).end(),
      );
      expect(bomb).toMatchObject({ kind: 'retry', detail: 'HPE_HEADER_OVERFLOW' });
      const cut = await answered((response) => response.socket?.destroy());
      expect(cut).toMatchObject({ kind: 'retry', detail: 'ECONNRESET' });
      const nobody = new WebhookReceiver();
      const closed = await nobody.listen();
      await nobody.close();
      const refused = await local().send(parcel(closed, [secrets.make().secret]));
      expect(refused).toMatchObject({ kind: 'retry', detail: 'ECONNREFUSED' });
    });
  });

  describe('connections', () => {
    test('are kept open from one message to the next, and closed with the channel', async () => {
      const own = new WebhookReceiver();
      const address = await own.listen();
      const channel = local();
      for (let i = 0; i < 3; i += 1)
        expect(await channel.send(parcel(address, [secrets.make().secret]))).toMatchObject({
          kind: 'sent',
        });
      expect(own.connections).toBe(1);
      await channel.close();
      await channel.send(parcel(address, [secrets.make().secret]));
      expect(own.connections).toBe(2);
      await own.close();
    });

    test('one that the receiver closed as we wrote costs no attempt: the message goes on a new one', async () => {
      const own = new WebhookReceiver();
      const address = await own.listen();
      const channel = local();
      await channel.send(parcel(address, [secrets.make().secret]));
      own.answers.push((response) => response.socket?.destroy());
      const message = parcel(address, [secrets.make().secret]);
      expect(await channel.send(message)).toMatchObject({ kind: 'sent' });
      expect(own.connections).toBe(2);
      const ids = own.calls.map(({ headers }) => headers['webhook-id']);
      expect(ids.slice(1)).toEqual([message.id, message.id]);
      await own.close();
    });

    test('of a name whose address changes, none is used again: each address has its own', async () => {
      const own = new WebhookReceiver();
      await own.listen();
      const resolver = new ScriptedResolver({ 'moved.test': [['127.0.0.1'], ['127.0.0.2']] });
      const channel = channelFor(['127.0.0.1/32'], resolver);
      const address = `http://moved.test:${own.port}/`;
      const secret = [secrets.make().secret];
      expect(await channel.send(parcel(address, secret))).toMatchObject({ kind: 'sent' });
      expect(await channel.send(parcel(address, secret))).toMatchObject({
        detail: 'address not allowed',
      });
      expect(own.calls).toHaveLength(1);
      await own.close();
    });
  });

  describe('no way into our own network (W5)', () => {
    const hostile = (port: number) => [
      `http://127.0.0.1:${port}/`,
      `https://127.0.0.1:${port}/`,
      `http://localhost:${port}/`,
      `https://localhost:${port}/`,
      `http://0:${port}/`,
      `http://0.0.0.0:${port}/`,
      `http://127.1:${port}/`,
      `http://2130706433:${port}/`,
      `http://0x7f000001:${port}/`,
      `http://0177.0.0.1:${port}/`,
      `http://[::1]:${port}/`,
      `http://[::]:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      `http://[::7f00:1]:${port}/`,
      `http://[64:ff9b::7f00:1]:${port}/`,
      `http://user:pass@127.0.0.1:${port}/`,
      `https://public.example@127.0.0.1:${port}/`,
      `http://１２７.0.0.1:${port}/`,
      `http://127.0.0.1.:${port}/`,
      `http://LOCALHOST.:${port}/`,
      'https://10.0.0.5/',
      'http://169.254.169.254/latest/meta-data/',
      'https://[fd00::5]/',
      'https://93.184.215.14/', // public, but no name
      'ftp://public.example/',
      'file:///etc/passwd',
      'data:text/plain,x',
      'not a url',
    ];

    const tripwire = new WebhookReceiver();
    beforeAll(() => tripwire.listen());
    afterAll(() => tripwire.close());

    test('hostile addresses are refused and never connected to', async () => {
      for (const address of hostile(tripwire.port)) {
        const outcome = await channelFor([]).send(parcel(address, [secrets.make().secret]));
        const said = `${address} ${outcome.kind} ${outcome.detail}`;
        expect(said).toMatch(/ retry (address not allowed|ENOTFOUND)$/); // some names exist nowhere
      }
      expect(tripwire.connections).toBe(0);
      const [first] = hostile(tripwire.port); // and it does hear, once it is allowed
      await local().send(parcel(first!, [secrets.make().secret]));
      expect(tripwire.connections).toBe(1);
    });

    test('one private address among public ones is enough to refuse a name', async () => {
      const resolver = new ScriptedResolver({
        'mixed.example': [['93.184.215.14', '127.0.0.1']],
        'mixed6.example': [['93.184.215.14', '::1']],
        'empty.example': [[]],
      });
      const guard = new AddressGuard(
        new Environment({ ...environment, webhookAllow: [] }),
        resolver,
      );
      for (const name of ['mixed', 'mixed6', 'empty'])
        await expect(guard.addressFor(`https://${name}.example/`)).rejects.toThrow(/not allowed/);
      await expect(guard.addressFor('https://good.example/')).resolves.toEqual({
        address: '93.184.215.14',
        family: 4,
      });
    });

    test('plain http and other ports are refused even to a public name', async () => {
      const guard = new AddressGuard(
        new Environment({ ...environment, webhookAllow: [] }),
        new ScriptedResolver({}),
      );
      for (const address of ['http://good.example/', 'https://good.example:8443/'])
        await expect(guard.addressFor(address)).rejects.toThrow(/not allowed/);
      await expect(guard.addressFor('https://good.example:443/')).resolves.toBeDefined();
    });

    test('a name is asked once: the address that was checked is the one connected to (rebinding)', async () => {
      tripwire.calls.length = 0;
      const resolver = new ScriptedResolver({ 'rebind.test': [['127.0.0.1'], ['127.0.0.2']] });
      const name = `http://rebind.test:${tripwire.port}/`;
      await channelFor(['127.0.0.1/32'], resolver).send(parcel(name, [secrets.make().secret]));
      expect(resolver.asked).toEqual(['rebind.test']);
      expect(tripwire.calls[0]?.headers.host).toBe(`rebind.test:${tripwire.port}`);
    });

    test('the allow list is refused in production', () => {
      const production = new Environment({
        ...environment,
        mode: 'production',
        webhookAllow: ['127.0.0.0/8'],
      });
      expect(() => new AddressGuard(production)).toThrow(/not for production/);
    });
  });
});
