import { rmSync } from 'node:fs';

export default function tearDown() {
  rmSync(process.env.ITER_TEST_DIR, { recursive: true, force: true });
}
