import { SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { useDemoSettings } from '../../../config/demo-settings.js';
import { readEnvironment } from '../../../config/environment.js';
import { Demo, DEMO_PASSWORD, DEMO_WEBHOOK_PARTNER, DemoSecrets } from '../demo/demo.service.js';
import { startReceiver } from '../demo/demo-receiver.js';
import { DemoTargets } from '../demo/demo-targets.service.js';
import type { House, Print, WithApp } from './with-app.js';

/** Who signs in to see what. */
const SIGN_INS = [
  ['bruno', 'operator, public works'],
  ['carla', 'supervisor, public works: authorises, assigns, closes'],
  ['dario', 'director'],
  ['elena', 'alderman'],
  ['fabio', 'mayor'],
  ['gina', 'front desk'],
  ['hugo', 'helper of an association'],
  ['ivo', 'administrator'],
  ['walter', 'waste company'],
  ['tommaso', 'street-light company'],
  ['lia', 'head of the school'],
  ['flavia', 'district council of the hills'],
] as const;

export function register(program: Command, withApp: WithApp, { serveApp }: House): void {
  program
    .command('demo')
    .description(
      'Starts an invented town with a past; keeps its data in DATA_DIR from one start to the next',
    )
    .action(async () => {
      useDemoSettings();
      const { port, publicUrl, dataDir } = readEnvironment();
      const receiverPort = port + 1;
      const receiver = `http://127.0.0.1:${receiverPort}/${DEMO_WEBHOOK_PARTNER}`;
      let secrets: readonly string[] = [];
      await startReceiver(receiverPort, () => Promise.resolve(secrets));
      await withApp(async (app, print) => {
        const demo = app.get(Demo, { strict: false });
        await demo.fill(receiver, progressBar());
        await app.get(DemoTargets, { strict: false }).set();
        secrets = await app.get(DemoSecrets, { strict: false }).now();
        tell(print, { publicUrl, dataDir, receiver, example: demo.example() });
      });
      if (process.exitCode === undefined) await serveApp();
    });
}

function progressBar(): (told: number, of: number) => void {
  const bar = new SingleBar({
    stream: process.stderr,
    format: 'filling the town {bar} {value}/{total}',
    clearOnComplete: true,
  });
  return (told, of) => {
    if (told === 1) bar.start(of, 0);
    bar.update(told);
    if (told === of) bar.stop();
  };
}

function tell(
  print: Print,
  town: {
    publicUrl: string;
    dataDir: string;
    receiver: string;
    example: { ticketNumber: string; password: string };
  },
): void {
  const { publicUrl, dataDir, receiver, example } = town;
  print('');
  print(`Rocca a Mare is open:     ${publicUrl}`);
  print(`Report something:         ${publicUrl}/servizi/segnalazione-disservizio`);
  print(
    `Follow a report:          ${publicUrl}/servizi/segnalazioni   number ${example.ticketNumber}   password ${example.password}`,
  );
  print(`Council and partners:     ${publicUrl}/accedi   password of everybody: ${DEMO_PASSWORD}`);
  for (const [username, what] of SIGN_INS) print(`  ${username.padEnd(10)} ${what}`);
  print(`Mail that was sent:       ${publicUrl}/dimostrazione/posta   (files in ${dataDir}/mail)`);
  print(`Webhooks received:        ${receiver}`);
  print('Stop with Ctrl-C; the next start finds everything as it was.');
}
