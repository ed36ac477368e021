import type { Visitor } from './visitor.js';

export const POTHOLE = {
  title: 'Buca profonda davanti al forno',
  address: 'Via dei Pinoli 21',
  category: 'Strade, marciapiedi, segnaletica e viabilità',
  details:
    'Una buca larga mezzo metro al centro della corsia: le biciclette la evitano all’ultimo momento.',
} as const;

export interface Receipt {
  readonly ticketNumber: string;
  readonly password: string;
}

/** From the service's page to the confirmation, as a citizen goes. `photo`: a file to attach. */
export async function filePothole(
  visitor: Visitor,
  { email, photo }: { email: string; photo?: string },
): Promise<Receipt> {
  await visitor.open('/servizi/segnalazione-disservizio');
  await visitor.look();
  await visitor.follow('Segnala disservizio');
  await visitor.look();
  await visitor.choose('Ho letto e compreso l’informativa sulla privacy');
  await visitor.press('Avanti');
  await fillData(visitor, email);
  if (photo !== undefined) {
    await visitor.field('Immagini').setInputFiles(photo);
    await visitor.press('Carica file');
    await visitor.sees('File già caricati: Immagini');
  }
  await visitor.look('filing');
  await visitor.press('Avanti');
  await visitor.sees(POTHOLE.details);
  await visitor.look();
  await visitor.press('Conferma e invia');
  await visitor.page.getByRole('heading', { name: 'Segnalazione inviata' }).waitFor();
  await visitor.look('confirmation');
  return { ticketNumber: await visitor.fact('Numero'), password: await visitor.fact('Password') };
}

async function fillData(visitor: Visitor, email: string): Promise<void> {
  const { page } = visitor;
  await visitor.fill({ 'Indirizzo e numero civico': POTHOLE.address });
  await visitor.field('Tipo di disservizio').selectOption({ label: POTHOLE.category });
  const showQuestions = page.getByRole('button', { name: 'Conferma il tipo e mostra le domande' });
  // without JavaScript a button asks for the questions; with it they come by themselves
  if (await showQuestions.isVisible()) await showQuestions.click();
  await visitor.choose('Buca nella strada');
  await visitor.fill({
    Titolo: POTHOLE.title,
    Dettagli: POTHOLE.details,
    Nome: 'Marta',
    Cognome: 'Olmi',
    'Indirizzo e-mail': email,
  });
}

/** With number and password, from a browser that has never seen the ticket. */
export async function followTicket(
  visitor: Visitor,
  { ticketNumber, password }: Receipt,
): Promise<void> {
  await visitor.open('/servizi/segnalazioni');
  await visitor.look();
  await visitor.fill({
    'Numero della segnalazione': ticketNumber,
    Password: password.toLowerCase().replaceAll('-', ' '),
  });
  await visitor.press('Consulta la richiesta');
  await visitor.sees('A che punto è');
}
