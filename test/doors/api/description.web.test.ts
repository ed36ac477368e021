import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Test } from 'supertest';
import { z } from 'zod';
import { Tokens } from '../../../src/accounts/tokens.service.js';
import { problem } from '../../../src/doors/api/description/answers/common.js';
import { OPERATIONS } from '../../../src/doors/api/description/operations.js';
import { templateOf } from '../../../src/doors/api/description/openapi.js';
import { newId } from '../../../src/shared/ids.js';
import { done, file } from '../../support/filings.js';
import { type House, openHouse } from '../../support/house.js';
import { TABLE } from '../../access/route-matrix-table.js';

/** OpenAPI 3.1, as far as we use it: anything else in the document is a mistake. */
const jsonSchema = z.looseObject({});
const content = z.record(
  z.string().regex(/^[\w*]+\/[\w*+.-]+$/),
  z.strictObject({ schema: jsonSchema.optional() }),
);
const operation = z.strictObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string().min(5),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z
    .array(
      z.strictObject({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean(),
        description: z.string().optional(),
        schema: jsonSchema,
      }),
    )
    .optional(),
  requestBody: z.strictObject({ required: z.literal(true), content }).optional(),
  responses: z.record(
    z.string().regex(/^(2\d\d|default)$/),
    z.strictObject({ description: z.string(), content }),
  ),
});
const openApi = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })),
  paths: z.record(
    z.string().startsWith('/'),
    z.strictObject({ get: operation.optional(), post: operation.optional() }),
  ),
  components: z.strictObject({
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.enum(['http', 'apiKey']) })),
    schemas: z.record(z.string(), jsonSchema),
  }),
});

describe('the published description of the API', () => {
  let house: House;
  let document: z.output<typeof openApi>;
  beforeAll(async () => {
    house = await openHouse();
    const answer = await request(house.app.getHttpServer()).get('/api/openapi.json');
    expect([answer.status, answer.type]).toEqual([200, 'application/json']);
    document = openApi.parse(answer.body);
  });
  afterAll(() => house.close());

  const all = () =>
    Object.entries(document.paths).flatMap(([path, { get, post }]) =>
      [get, post].flatMap((one) => (one ? [{ path, ...one }] : [])),
    );

  /** The route matrix has every route that Express serves: its own test says so. */
  test('has every route for programs, and no other', () => {
    const served = TABLE.map(({ route }) => route).filter((route) =>
      /^\w+ \/(api|callbacks|workflows)\//.test(route),
    );
    const described = OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect([...described].sort()).toEqual(served.sort());
    expect(all()).toHaveLength(served.length);
  });

  test('declares what it refers to: parameters, schemes, schemas, one id for each', () => {
    const text = JSON.stringify(document);
    const refs = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref);
    expect(new Set(refs)).toEqual(new Set(['#/components/schemas/Problem']));
    expect(text).not.toContain('$schema');
    const ids = all().map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, parameters = [], security } of all()) {
      const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
      for (const scheme of security.flatMap((one) => Object.keys(one)))
        expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
    }
  });

  test('says of a body what its controller asks', () => {
    const bodyOf = (path: string) =>
      document.paths[path]?.post?.requestBody?.content['application/json']?.schema;
    expect(bodyOf('/api/v1/requests')).toMatchObject({
      required: ['category', 'title', 'description'],
      additionalProperties: false,
      properties: {
        title: { type: 'string', maxLength: 4000 },
        kind: { enum: expect.arrayContaining(['report', 'complaint']), default: 'report' },
      },
    });
    expect(bodyOf('/api/v1/tasks/{taskId}/steps')).toMatchObject({
      required: ['action', 'version'],
      properties: { reason: { type: 'string', maxLength: 1000 } },
    });
  });

  test('tells the truth: real answers have the shape that it promises', async () => {
    const { ticketNumber, password } = await file(house, {
      ...{ category: 'waste-cleaning', answers: { kind: 'dumped' } },
      location: { address: 'Via delle Vele 14' },
    });
    const token = async (username: string) =>
      done(await house.get(Tokens).createFor(username, null)).token;
    const [bruno, walter] = [await token('bruno'), await token('walter')];
    const server = house.app.getHttpServer();
    const as = (test: Test, bearer: string) => test.set('Authorization', `Bearer ${bearer}`);
    const keyed = (path: string, body: object) =>
      request(server).post(path).set('Idempotency-Key', newId()).send(body);
    const filing = {
      ...{ category: 'roads-signs', title: 'Buca', description: 'Profonda.' },
      ...{ location: { address: 'Via delle Reti 12' }, answers: { defect: 'pothole' } },
      citizen: { firstName: 'Anna', lastName: 'Ferrini', email: 'anna@posta.example' },
    };
    const own = (await keyed('/api/v1/requests', filing)).body as { ticketNumber: string };
    const waste = `/api/v1/requests/${ticketNumber}`;
    const tasks = await as(request(server).get('/api/v1/tasks'), walter);
    const { taskId } = (tasks.body as { items: { taskId: string }[] }).items[0]!;
    const answers: Record<string, Test> = {
      fileRequest: keyed('/api/v1/requests', filing),
      listRequests: as(request(server).get('/api/v1/requests'), bruno),
      readRequest: request(server).get(waste).auth(ticketNumber, password),
      recordStep: as(
        keyed(`/api/v1/requests/${own.ticketNumber}/steps`, {
          ...{ action: 'take-in-charge', version: 1, note: 'Passiamo domani.' },
        }),
        bruno,
      ),
      readProof: request(server).get(`${waste}/proof`).auth(ticketNumber, password),
      listTasks: as(request(server).get('/api/v1/tasks'), walter),
      answerTask: as(
        keyed(`/api/v1/tasks/${taskId}/steps`, { action: 'accept', version: 1 }),
        walter,
      ),
      listCategories: request(server).get('/api/v1/categories'),
      listOffices: request(server).get('/api/v1/offices'),
      listAreas: request(server).get('/api/v1/areas'),
      listPartners: as(request(server).get('/api/v1/partners'), bruno),
      readWorkflow: request(server).get('/api/v1/workflows/fault'),
      readMonth: as(request(server).get('/api/v1/statistics/months/2026-10'), bruno),
    };
    for (const [id, call] of Object.entries(answers)) {
      const { answer, status = 200 } = OPERATIONS.find((one) => one.id === id)!;
      const got = await call;
      expect({ id, status: got.status, fault: answer?.safeParse(got.body).error }).toEqual({
        ...{ id, status, fault: undefined },
      });
    }
    const refused = await keyed('/api/v1/requests', { ...filing, title: '' });
    expect(problem.safeParse(refused.body).error).toBeUndefined();
  });

  test.each(['it', 'en'])(
    'is readable for people too (%s), without any script of others',
    async (language) => {
      const answer = await request(house.app.getHttpServer())
        .get('/api/docs')
        .set('Accept-Language', language);
      expect([answer.status, answer.type]).toEqual([200, 'text/html']);
      for (const { id, path } of OPERATIONS) {
        expect(answer.text).toContain(`id="${id}"`);
        expect(answer.text).toContain(templateOf(path));
      }
      expect(answer.text).toContain(language === 'it' ? 'Che cosa si invia' : 'What is sent');
      expect(answer.text).not.toMatch(/<script[^>]+src="(?!\/)/);
      expect(answer.text).not.toMatch(/<(script|style)>|\son\w+=| style="/);
    },
  );
});
