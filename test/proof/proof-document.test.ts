import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { proofDocument, type ProofDocument } from '../../src/proof/domain/proof-document.js';
import { chainOf } from './chains.js';

const about = { ticketNumber: '2027-000001-X', issuedAt: new Date('2027-02-01T09:00:00.000Z') };
const values = [
  { 'actor.name': 'Anna Prova', note: 'Buca profonda', photos: ['aa', 'bb'] },
  { 'actor.name': 'Bruno Esempio', note: 'Sopralluogo fatto', count: 3 },
];

describe('the proof of a request', () => {
  test('is checked by somebody who has nothing of ours but SHA-256 and sorted JSON', () => {
    const { steps, values: stored } = chainOf(values);
    expect(faultsSeenByAThirdParty(onTheWire(proofDocument(about, steps, stored)))).toEqual([]);
  });

  test('the third party sees a changed field and a changed value', () => {
    const { steps, values: stored } = chainOf(values);
    const sound = () => onTheWire(proofDocument(about, steps, stored));
    const field = sound() as unknown as { steps: { hashed: { toState: string } }[] };
    field.steps[0]!.hashed.toState = 'closed';
    const value = sound() as unknown as { steps: { values: { value: unknown }[] }[] };
    value.steps[1]!.values[0]!.value = 'Somebody Else';
    expect(faultsSeenByAThirdParty(field as unknown as ProofDocument)).toEqual(['hash 1']);
    expect(faultsSeenByAThirdParty(value as unknown as ProofDocument)).toEqual(['actor.name 2']);
  });

  test('shows salts and values of what was handed in and of nothing else', () => {
    const { steps, values: stored } = chainOf(values);
    const visible = stored.filter(({ name }) => name === 'note');
    const proof = proofDocument(about, steps, visible);
    const text = JSON.stringify(proof);
    for (const { salt, name } of stored) expect(text.includes(salt!)).toBe(name === 'note');
    expect(text).not.toContain('Anna Prova');
    expect(proof.steps[0]?.values).toEqual([
      { name: 'note', value: 'Buca profonda', salt: visible[0]?.salt },
    ]);
    expect(faultsSeenByAThirdParty(onTheWire(proof))).toEqual([]);
  });

  test('leaves out what was erased and stays sound', () => {
    const { steps, values: stored } = chainOf(values);
    const erased = stored.map((value) => ({ ...value, value: null, salt: null }));
    const proof = proofDocument(about, steps, erased);
    expect(proof.steps.flatMap((step) => step.values)).toEqual([]);
    expect(faultsSeenByAThirdParty(onTheWire(proof))).toEqual([]);
  });

  test('says when it was issued, for which ticket, and how to check it', () => {
    const proof = proofDocument(about, [], []);
    expect(proof).toMatchObject({
      format: 'iter-proof/1',
      ticketNumber: '2027-000001-X',
      issuedAt: '2027-02-01T09:00:00.000Z',
    });
    expect(proof.rules.commitment).toContain('RFC 8785');
  });
});

const onTheWire = (proof: ProofDocument) => JSON.parse(JSON.stringify(proof)) as ProofDocument;

/** Written from the document's `rules` alone, with none of our code. */
function faultsSeenByAThirdParty(proof: ProofDocument): string[] {
  const sha256 = (...parts: (Buffer | string)[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
  const faults: string[] = [];
  proof.steps.forEach((step, i) => {
    if (sha256(sorted(step.hashed)) !== step.hash) faults.push(`hash ${i + 1}`);
    if (step.hashed.previousHash !== (proof.steps[i - 1]?.hash ?? null))
      faults.push(`link ${i + 1}`);
    for (const { name, value, salt } of step.values) {
      const commitment = sha256(Buffer.from(salt, 'base64url'), sorted({ name, value }));
      if (commitment !== step.hashed.commitments[name]) faults.push(`${name} ${i + 1}`);
    }
  });
  return faults;
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${sorted(v)}`).join(',')}}`;
}
