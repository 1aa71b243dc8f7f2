/**
 * The sections of a postmortem, by language: headings, the blocks that open them, and a prompt for the prose. Prompts ask
 * how and what, never for a person: people acted reasonably on what they knew.
 */
import type { Language } from '../process/schema.ts';
import type { BlockName } from './markers.ts';

export interface Section {
  readonly heading: string;
  /** Other headings under which teams write the same. */
  readonly also?: readonly string[];
  readonly block: BlockName | null;
  readonly prompt: string;
}

export interface Template {
  /** `{0}` is the incident's title. */
  readonly title: string;
  /** One line under the title. */
  readonly note: string;
  /** Sections from the start of an incident. */
  readonly during: readonly Section[];
  /** A place for thoughts while it lasts, in a postmortem that is begun before the end. */
  readonly notes: Section;
  /** Sections for when it is resolved. In every language the same ones in the same order. */
  readonly afterwards: readonly Section[];
}

export const TEMPLATES: Readonly<Record<Language, Template>> = {
  en: {
    title: 'Postmortem: {0}',
    note: 'Tables are made from [incident.yaml](incident.yaml) and follow it; everything around them is written by hand.',
    during: [
      {
        heading: 'Summary',
        block: 'summary',
        prompt: 'What happened, what did it mean for customers, and how did it end? Three sentences for a reader from another team.',
      },
      {
        heading: 'Impact',
        block: 'impact',
        prompt: 'What could customers and colleagues not do, and for how long? What did it cost in orders, data, money, trust?',
      },
      {
        heading: 'Timeline',
        block: 'timeline',
        prompt: 'What does the table not tell? What was known at the turning points, and what was not?',
      },
    ],
    notes: {
      heading: 'Notes',
      block: null,
      prompt: 'What should not be forgotten for the review: what surprised, what slowed things down, what helped?',
    },
    afterwards: [
      {
        heading: 'Detection',
        block: null,
        prompt: 'How was it noticed, by an alert or by customers? What would have shown it earlier?',
      },
      {
        heading: 'Response and recovery',
        also: ['Response', 'Recovery', 'Resolution', 'Resolution and recovery'],
        block: 'metrics',
        prompt: 'How was the cause found, and what was tried? How was service restored, and how was that verified? What took long?',
      },
      {
        heading: 'Root cause and contributing factors',
        also: ['Root cause', 'Root causes', 'Cause', 'Causes', 'Contributing factors'],
        block: 'causes',
        prompt: 'What made it possible, and what made it worse? How did each step make sense with what was known then? Keep asking how until something can be changed.',
      },
      { heading: 'What went well', block: null, prompt: 'What worked as intended, and what should be kept?' },
      { heading: 'What went poorly', also: ['What went wrong', 'What went badly', 'What could have gone better'], block: null, prompt: 'What was missing, slow, misleading or unclear: alerts, tools, runbooks, access, communication?' },
      { heading: 'Where we were lucky', also: ['Where we got lucky'], block: null, prompt: 'What kept it from being worse that nobody had planned? How would it have gone without?' },
      { heading: 'Lessons', also: ['Lessons learned', 'Lessons learnt', 'What we learned'], block: null, prompt: 'What do we know now that other teams should know? What did we believe that was not so?' },
      {
        heading: 'Action items',
        also: ['Actions', 'Follow-up actions', 'Corrective actions'],
        block: 'actions',
        prompt: 'How does each action make a recurrence less likely, less harmful or sooner seen? What did we decide not to do, and for what reason?',
      },
    ],
  },
  fr: {
    title: 'Post-mortem\u00a0: {0}',
    note: 'Les tableaux proviennent de [incident.yaml](incident.yaml) et le suivent\u00a0; tout le reste est rédigé à la main.',
    during: [
      {
        heading: 'Résumé',
        block: 'summary',
        prompt: 'Que s’est-il passé, avec quelles conséquences pour les clients, et comment cela s’est-il terminé\u00a0? Trois phrases pour une autre équipe.',
      },
      {
        heading: 'Impact',
        block: 'impact',
        prompt: 'Que ne pouvaient plus faire les clients et les collègues, et pendant combien de temps\u00a0? Quel en est le coût\u00a0: commandes, données, argent, confiance\u00a0?',
      },
      {
        heading: 'Chronologie',
        block: 'timeline',
        prompt: 'Que ne dit pas le tableau\u00a0? Que savait-on aux moments décisifs, et qu’ignorait-on\u00a0?',
      },
    ],
    notes: {
      heading: 'Notes',
      block: null,
      prompt: 'Que faut-il retenir pour la revue\u00a0: quelles surprises, quels ralentissements, quelles aides\u00a0?',
    },
    afterwards: [
      {
        heading: 'Détection',
        block: null,
        prompt: 'Comment l’incident a-t-il été remarqué, par une alerte ou par des clients\u00a0? Quel signal l’aurait montré plus tôt\u00a0?',
      },
      {
        heading: 'Réponse et rétablissement',
        block: 'metrics',
        prompt: 'Comment la cause a-t-elle été trouvée, et qu’a-t-on essayé\u00a0? Comment le service a-t-il été rétabli, et comment cela a-t-il été vérifié\u00a0? Quelles étapes ont été longues\u00a0?',
      },
      {
        heading: 'Cause première et facteurs contributifs',
        also: ['Cause première', 'Cause racine', 'Causes', 'Facteurs contributifs'],
        block: 'causes',
        prompt: 'Quelles conditions l’ont rendu possible, lesquelles l’ont aggravé\u00a0? Comment chaque étape était-elle logique avec ce que l’on savait alors\u00a0? Demander «\u00a0comment\u00a0» jusqu’à trouver quelque chose à changer.',
      },
      { heading: 'Ce qui a bien fonctionné', block: null, prompt: 'Quels moyens ont fonctionné comme prévu, et que faut-il garder\u00a0?' },
      { heading: 'Ce qui a mal fonctionné', block: null, prompt: 'Que manquait-il, quels éléments étaient lents, trompeurs ou obscurs\u00a0: alertes, outils, runbooks, accès, communication\u00a0?' },
      { heading: 'Là où nous avons eu de la chance', block: null, prompt: 'Quel hasard a évité le pire\u00a0? Comment cela se serait-il passé sans lui\u00a0?' },
      { heading: 'Enseignements', also: ['Leçons', 'Leçons apprises', 'Ce que nous avons appris'], block: null, prompt: 'Que savons-nous maintenant que d’autres équipes devraient savoir\u00a0? Quelle croyance s’est révélée fausse\u00a0?' },
      {
        heading: 'Actions',
        also: ['Actions à mener', 'Plan d’action'],
        block: 'actions',
        prompt: 'Comment chaque action rend-elle une récidive moins probable, moins grave ou plus vite visible\u00a0? Qu’avons-nous décidé de ne pas faire, et pour quelle raison\u00a0?',
      },
    ],
  },
};
