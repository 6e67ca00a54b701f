// The suites by name. Each has a program and a browser of its own, so that they can run beside each other.

import { accounts } from './suites/accounts.mjs';
import { checks } from './suites/checks.mjs';
import { group } from './suites/group.mjs';
import { byKeyboard, byPointer, withoutScript } from './suites/journeys.mjs';
import { links } from './suites/links.mjs';
import { pagesOf } from './suites/pages.mjs';
import { questionnaire } from './suites/questionnaire.mjs';
import { tips } from './suites/tips.mjs';
import { troubles } from './suites/troubles.mjs';

export const suites = {
  checks,
  'pages-entrance': pagesOf('entrance'),
  'pages-account': pagesOf('account'),
  'pages-reference': pagesOf('reference'),
  'pages-admin': pagesOf('admin'),
  'pages-work': pagesOf('work'),
  'pages-new': pagesOf('new'),
  'pages-file': pagesOf('file'),
  'pages-letters': pagesOf('letters'),
  'pages-group': pagesOf('group'),
  'pages-steps': pagesOf('steps'),
  'pages-investigation': pagesOf('investigation'),
  'pages-questionnaire': pagesOf('questionnaire'),
  'pages-groupdesk': pagesOf('groupdesk'),
  'pages-tips': pagesOf('tips'),
  questionnaire,
  'journey-pointer': byPointer,
  'journey-keyboard': byKeyboard,
  'journey-without-script': withoutScript,
  group,
  tips,
  links,
  accounts,
  troubles,
};
