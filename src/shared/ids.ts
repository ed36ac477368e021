import { v7 } from 'uuid';

/** A fresh UUIDv7 (RFC 9562 §5.7): 36 characters, sorts by the moment it was made. */
export function newId(): string {
  return v7();
}
