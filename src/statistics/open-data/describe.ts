/** What the open data holds and what it leaves out, in words for whoever reuses it: the rule of `small-numbers.ts`. */
export function describe(least: number): { readonly it: string; readonly en: string } {
  return {
    it: [
      'Una riga per ogni segnalazione inviata al Comune in un mese concluso, senza dati personali e con il luogo indicato per frazione o quartiere, in ordine di codice e non di arrivo.',
      `Il tipo manca dove nel mese lo hanno meno di ${least} segnalazioni, il luogo dove meno di ${least} dello stesso tipo lo hanno.`,
      `Perché non si ricavino per differenza dai totali, mancano anche nel gruppo più piccolo tra gli altri, finché le righe senza indicazione sono di almeno due gruppi e almeno ${least}.`,
      'Dove mancano il tipo o il luogo manca anche il giorno, e resta il mese; ufficio, stato, esito, canale e genere seguono la stessa regola tra quelle righe.',
      `Un mese con meno di ${least} segnalazioni non è pubblicato. Le righe di un mese dicono come stanno oggi le segnalazioni inviate in quel mese.`,
    ].join(' '),
    en: [
      'One row for each request sent to the council in a month that is over, without personal data, with the place told by hamlet or district, in the order of codes and not of arrival.',
      `The category is left out where fewer than ${least} requests of the month have it, the place where fewer than ${least} of the same category have it.`,
      `So that neither can be had by taking rows from totals, the next smallest group is left out too, until the rows that do not tell are of at least two groups and at least ${least}.`,
      'Where category or place is left out the day is too, and the month stays; office, status, outcome, channel and kind follow the same rule among those rows.',
      `A month with fewer than ${least} requests is not published. The rows of a month tell how the requests sent in it stand today.`,
    ].join(' '),
  };
}
