// The catalogue: every page, who opens it, and the states that it is looked at in. A page without an entry here fails a test.
//
// `open` brings a window to the page: by the address that it returns (then the page is weighed too), or by acts of its own.
// `more` finds states that only the program knows. With `looks: 'few'` a state is looked at in two widths only, and not weighed.

import { account } from './catalogue/account.mjs';
import { admin } from './catalogue/admin.mjs';
import { entrance } from './catalogue/entrance.mjs';
import { file } from './catalogue/file.mjs';
import { fresh } from './catalogue/new.mjs';
import { group } from './catalogue/group.mjs';
import { groupdesk } from './catalogue/groupdesk.mjs';
import { investigation } from './catalogue/investigation.mjs';
import { letters } from './catalogue/letters.mjs';
import { open } from './catalogue/public.mjs';
import { questionnaire } from './catalogue/questionnaire.mjs';
import { reference } from './catalogue/reference.mjs';
import { steps } from './catalogue/steps.mjs';
import { tips } from './catalogue/tips.mjs';
import { work } from './catalogue/work.mjs';

export const pages = [
  ...[...entrance, ...open].map((page) => ({ part: 'entrance', ...page })),
  ...account.map((page) => ({ part: 'account', ...page })),
  ...reference.map((page) => ({ part: 'reference', ...page })),
  ...admin.map((page) => ({ part: 'admin', ...page })),
  ...work.map((page) => ({ part: 'work', ...page })),
  ...fresh.map((page) => ({ part: 'new', ...page })),
  ...file.map((page) => ({ part: 'file', ...page })),
  ...group.map((page) => ({ part: 'group', ...page })),
  ...letters.map((page) => ({ part: 'letters', ...page })),
  ...investigation.map((page) => ({ part: 'investigation', ...page })),
  ...questionnaire.map((page) => ({ part: 'questionnaire', ...page })),
  ...steps.map((page) => ({ part: 'steps', ...page })),
  ...groupdesk.map((page) => ({ part: 'groupdesk', ...page })),
  ...tips.map((page) => ({ part: 'tips', ...page })),
];

// Addresses that answer a GET and are no page, with the reason.
export const noPages = {
  '/': 'sends on',
  '/static/{*bestand}': 'style sheet, script, mark and fonts',
  '/dossiers/{dossierId}/brieven/{brief}': 'a letter as PDF, which has tests of its own',
  '/dossiers/{dossierId}/brieven/aanvulverzoek/{persoonId}': 'a letter as PDF, which has tests of its own',
  '/dossiers/{dossierId}/brieven/lbb-kennisgeving/{persoonId}': 'a letter as PDF, which has tests of its own',
  '/dossiers/{dossierId}/post/{briefId}/pdf': 'a letter as PDF, which has tests of its own',
  '/dossiers/{dossierId}/post/{briefId}/docx': 'a draft for a word processor',
  '/dossiers/{dossierId}/post/{briefId}/blad/{blad}': 'a picture on a page',
  '/werkgroep/vergaderingen/{vergaderingId}/agenda.pdf': 'a paper as PDF, which has tests of its own',
  '/werkgroep/vergaderingen/{vergaderingId}/verslag.pdf': 'a paper as PDF, which has tests of its own',
  '/tips/sleutels/document': 'a signed document for partners',
  '/tips/verzonden/{tipId}/brief': 'a letter as PDF, which has tests of its own',
  '/tip-geven/{partij}': 'takes a broker for organisations and a party that exchanges tips; tests of the pages look at it',
  '/tip-geven/{partij}/tip': 'takes a broker for organisations and a partner that gets letters; tests of the pages look at it',
  '/tip-geven/terug': 'sends on from the broker; tests of the pages look at it',
  '/printlijst/brieven.zip': 'letters to be printed',
  '/formulier/brieven/{briefId}': 'a letter as PDF, which has tests of its own',
  '/dossiers/{dossierId}/beoordeling/rapport': 'a report as PDF, which has tests of its own',
  '/dossiers/{dossierId}/onderzoek/relaties.svg': 'a drawing on a page',
  '/dossiers/{dossierId}/onderzoek/netwerk.json': 'an export',
  '/dossiers/{dossierId}/onderzoek/netwerk.bods.json': 'an export',
  '/dossiers/{dossierId}/lbb/bevindingen': 'a form as PDF, which has tests of its own',
  '/account/tweede-factor/qr-code': 'a picture on a page',
  '/beheer/sjablonen/{sjabloon}': 'a letter as PDF',
  '/beheer/teksten/{sectie}/proef': 'a letter as PDF',
  '/beheer/teksten/{sectie}/blad': 'a picture on a page',
  '/beheer/briefhoofd/logo': 'a picture on a page',
  '/dijken.csv': 'an export',
  '/werkvoorraad.csv': 'an export',
  '/toezicht.csv': 'an export',
  '/robots.txt': 'for programs',
  '/.well-known/security.txt': 'for programs and researchers',
  '/dossiers/{dossierId}/stukken/{stukId}': 'a document as it was added',
  '/dossiers/{dossierId}/archief.zip': 'a closed file for the archive, which has tests of its own',
  '/dossiers/{dossierId}/vragenlijst/{persoonId}/kopie': 'what was handed in, as a document',
  '/formulier/kopie': 'what was handed in, as a document',
  '/dossiers/{dossierId}/vragenlijst/{persoonId}/stukken/{stukId}': 'a document as it was handed in',
};
