// The forms of the steps of a file. They follow from the types of the commands, so each may be wrong in a way of its own.

import { FILE, INQUIRY, RECEIVED, SCOPED, ofFile, sendEmpty } from './ways.mjs';

export const steps = [
  {
    name: 'dossier-toepassingsbereik',
    route: `${FILE}/stappen/toepassingsbereik`,
    role: 'Vergunningverlener',
    states: { normaal: { open: ofFile(RECEIVED, '/stappen/toepassingsbereik') } },
  },
  {
    name: 'dossier-stap',
    route: `${FILE}/stappen/{stap}`,
    role: 'Vergunningverlener',
    states: {
      vragenlijsten: { open: ofFile(SCOPED, '/stappen/vragenlijsten') },
      beoordelingen: { open: ofFile(INQUIRY, '/stappen/beoordelingen') },
      'past-niet': { open: ofFile(RECEIVED, '/stappen/beslissingen') },
      fouten: { open: sendEmpty(INQUIRY, '/stappen/beoordelingen', 'Beoordeling vastleggen'), status: 400 },
    },
    more: everyStep,
  },
];

// What the API takes by a POST below a file, and has a page of its own.
const NO_FORM = ['brieven', 'hoorzittingen', 'leden', 'personen', 'toepassingsbereik'];

// Returns a state for each step that the API knows, so that no form is forgotten.
async function everyStep(office) {
  const response = await fetch(`${office.origin}/v1/openapi.json`);
  const { paths } = await response.json();
  const commands = Object.entries(paths).filter(([path, methods]) => methods.post && /^\/dossiers\/\{dossierId\}\/[a-z-]+$/.test(path));
  const steps = commands.map(([path]) => path.split('/').pop()).filter((step) => !NO_FORM.includes(step));
  return Object.fromEntries(steps.map((step) => [step, { looks: 'few', open: ofFile(INQUIRY, `/stappen/${step}`) }]));
}
