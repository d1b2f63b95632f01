import { useNavigate } from '@tanstack/react-router';
import { Button } from '../../design/Button.tsx';
import type { Term } from '../../enrolment/types.ts';
import { useSectionsText } from './messages.ts';
import styles from './RegistrarSection.module.css';
import { contentOf, emptyDraft } from './section-draft.ts';
import { SectionForm } from './SectionForm.tsx';
import { useCreateSection } from './use-section-changes.ts';

interface NewSectionProps {
  readonly term: Term;
  readonly onClose: () => void;
}

/** Makes a section in a term, and goes to it. */
export function NewSection({ term, onClose }: NewSectionProps) {
  const t = useSectionsText();
  const navigate = useNavigate();
  const create = useCreateSection();
  return (
    <section className={styles['panel']}>
      <h2>
        {t('new-section')} · {term.name}
      </h2>
      <SectionForm
        initial={emptyDraft}
        submit={t('create')}
        busy={create.isPending}
        problem={create.error}
        onSubmit={(draft) =>
          create.mutate(
            { ...contentOf(draft), term: term.id },
            {
              onSuccess: ({ id }) =>
                void navigate({ to: '/registrar/sections/$sectionId', params: { sectionId: id } }),
            },
          )
        }
      >
        <Button onClick={onClose}>{t('close')}</Button>
      </SectionForm>
    </section>
  );
}
