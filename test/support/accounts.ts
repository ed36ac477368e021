import { Account } from '../../src/accounts/account.entity.js';
import { Role } from '../../src/accounts/role.entity.js';
import { SEEDED_ROLES, type SeededRoleCode } from '../../src/accounts/seeded-roles.js';
import { newId } from '../../src/shared/ids.js';
import type { TestDatabase } from './database.js';

/** A plain row of an account (no password, no office) in a seeded role; answers its id. */
export async function accountIn(
  db: Pick<TestDatabase, 'transactions'>,
  username: string,
  roleCode: SeededRoleCode = 'operator',
): Promise<string> {
  const id = newId();
  const { name, scope, permissions } = SEEDED_ROLES[roleCode];
  await db.transactions.run(async (em) => {
    if (!(await em.existsBy(Role, { code: roleCode })))
      await em.insert(Role, { code: roleCode, name, scope, permissions: [...permissions] });
    await em.insert(Account, {
      id,
      username,
      name: `${username} Prova`,
      email: null,
      passwordHash: null,
      roleCode,
      partnerId: null,
      language: 'it',
      isActive: true,
      createdAt: new Date('2026-01-07T08:00:00.000Z'),
    });
  });
  return id;
}
