import { Dialog } from '@base-ui/react/dialog';
import { Link } from '@tanstack/react-router';
import { Button } from '../design/Button.tsx';
import buttonStyles from '../design/Button.module.css';
import { creditsText } from '../enrolment/credits.ts';
import { MeetingTimes } from '../enrolment/MeetingTimes.tsx';
import { useEntryName, useStandingWords } from './entry-name.ts';
import dialogStyles from '../design/Dialog.module.css';
import styles from './EntryDialog.module.css';
import { EntryActions, type EntryAction } from './EntryActions.tsx';
import { useTimetableText } from './messages.ts';
import type { SectionEntry } from './use-week.ts';

interface EntryDialogProps {
  readonly entry: SectionEntry;
  /** What takes place at the same time. */
  readonly clashesWith: readonly SectionEntry[];
  readonly onClose: () => void;
  readonly onAct: (action: EntryAction) => void;
}

/** What is known of a section of the week, and what can be done with it. */
export function EntryDialog({ entry, clashesWith, onClose, onAct }: EntryDialogProps) {
  const t = useTimetableText();
  const nameOf = useEntryName();
  const standingWords = useStandingWords();
  const { section, sectionId } = entry;
  const credits = entry.credits ?? (section && creditsText(section.credits));
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogStyles['backdrop']} />
        <Dialog.Popup className={dialogStyles['popup']}>
          <Dialog.Title className={dialogStyles['title']}>
            {nameOf(entry)} {section?.title}
          </Dialog.Title>
          <dl className={styles['facts']}>
            <dt>{t('status')}</dt>
            <dd>{standingWords(entry)}</dd>
            {clashesWith.length > 0 && (
              <>
                <dt>{t('clash')}</dt>
                <dd className={styles['clash']}>
                  {t('clashes-with', { names: clashesWith.map(nameOf).join(', ') })}
                </dd>
              </>
            )}
            <dt>{t('when')}</dt>
            <dd>{section ? <MeetingTimes meetings={section.meetings} /> : t('times-unknown')}</dd>
            <dt>{t('entry-credits')}</dt>
            <dd>{credits ?? '–'}</dd>
            <dt>{t('instructors')}</dt>
            <dd>{section?.instructors.join(', ') || t('no-instructors')}</dd>
          </dl>
          <div className={dialogStyles['actions']}>
            <EntryActions entry={entry} onAct={onAct} />
            <Link
              to="/sections/$sectionId"
              params={{ sectionId }}
              className={`${buttonStyles['button']} ${buttonStyles['small']}`}
            >
              {t('details')}
            </Link>
            <Button size="small" kind="primary" onClick={onClose}>
              {t('close')}
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
