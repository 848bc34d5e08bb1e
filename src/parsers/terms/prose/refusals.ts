/** What an import says of a file that it cannot take, or can take with a warning. */
export const refusals = {
  empty: {
    code: 'terms/import-empty',
    message: 'The file is empty.',
    fix: 'Save the page or the contract again.',
  },
  'too-large': {
    code: 'terms/import-too-large',
    message: 'The file is larger than a contract: over 16 MiB, or over 2 million characters of text.',
    fix: 'Give the SLA alone: the pages or the exhibit that hold it.',
  },
  'not-a-document': {
    code: 'terms/import-not-a-document',
    message: 'The file is neither HTML, Markdown, plain text, PDF nor DOCX with text in it.',
    fix: 'Save the contract in one of these forms.',
  },
  'old-office': {
    code: 'terms/import-old-office',
    message: 'The file is an old Word document (.doc), or an encrypted one.',
    fix: 'Save it as .docx without a password, or as PDF.',
  },
  damaged: {
    code: 'terms/import-damaged',
    message: 'The file is cut short or damaged: its pages cannot be found.',
    fix: 'Download it again, or save the page as HTML.',
  },
  encrypted: {
    code: 'terms/import-encrypted',
    message: 'The PDF is encrypted.',
    fix: 'Save a copy without a password or restrictions (print to PDF), or copy its text into a .txt file.',
  },
  'no-text': {
    code: 'terms/import-no-text',
    message: 'The file shows pictures and holds no text, as a scan does.',
    fix: 'Run text recognition over it and compare every number with the picture, or ask for the original.',
  },
  'unreadable-text': {
    code: 'terms/import-unreadable-text',
    message: 'The fonts of the PDF do not say which letters they show, so its text would be guessed.',
    fix: 'Save the page as HTML, or copy the text out of a viewer into a .txt file and compare it.',
  },
  bomb: {
    code: 'terms/import-bomb',
    message: 'The archive unpacks to far more than a contract, or a part of it is packed in a way that is not read.',
    fix: 'Open it in a word processor and save it again as .docx.',
  },
  'too-deep': {
    code: 'terms/import-too-deep',
    message: 'The elements of the file are nested deeper than those of any page.',
    fix: 'Copy the text of the page into a .txt file.',
  },
  'tracked-changes': {
    code: 'terms/import-tracked-changes',
    message: 'The document holds tracked changes: insertions were read as text, deletions were not.',
    fix: 'Accept or reject the changes first, so that the text is the one that was agreed.',
  },
  'hidden-characters': {
    code: 'terms/import-hidden-characters',
    message:
      'The text holds characters that turn the direction of writing: a screen may show other numbers than the file.',
    fix: 'Compare every number of the draft with a printed copy of the contract.',
  },
} as const;
