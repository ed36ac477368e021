import { BadRequestException } from '@nestjs/common';
import type { Request } from 'express';
import type { z } from 'zod';
import { fieldErrors } from '../../web/forms.js';

/** The checked value of a JSON body or query; throws 400 with every fault at its field (unknown fields are faults). */
export function parseJson<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const parsed = schema.safeParse(given ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new BadRequestException({ code: 'bad-request', errors: fieldErrors(parsed.error) });
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The `Idempotency-Key` header, compulsory where a call changes something: 1 to 255 printable characters. */
export function idempotencyKey(req: Request): string {
  const key = req.get('Idempotency-Key') ?? '';
  if (KEY.test(key)) return key;
  const errors = [
    { field: 'Idempotency-Key', code: key === '' ? 'required' : 'idempotency-key-not-valid' },
  ];
  throw new BadRequestException({ code: 'bad-request', errors });
}
