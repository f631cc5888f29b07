import { Printer } from "lucide-react";
import type { ReactNode } from "react";
import { directionOf } from "#platform/i18n/locale.ts";
import { useT } from "#web/messages.tsx";
import { Link, useRouteParams } from "#web/navigation.tsx";
import { NotFoundPage } from "#web/shell/Refusals.tsx";
import { Button } from "#web/ui/Button.tsx";
import { Page } from "#web/ui/Page.tsx";
import { Loaded } from "#web/ui/Skeleton.tsx";
import { pageById, useHelpBook, useHelpLanguage } from "./book.ts";
import { HelpText } from "./HelpText.tsx";
import { LanguageNotice } from "./LanguageNotice.tsx";

/** One page of the help by itself: to be linked to, and printed. */
export default function ReadPage() {
  const t = useT();
  const { module, page: name } = useRouteParams<{ module: string; page: string }>();
  const { language, own, choose } = useHelpLanguage();
  const query = useHelpBook(language);
  const print = (
    <Button icon={Printer} onClick={() => window.print()}>
      {t("help.print")}
    </Button>
  );
  return (
    <Loaded query={query}>
      {(book) => {
        const page = pageById(book, `${module}/${name}`);
        if (!page) return <NotFoundPage />;
        return (
          <Page title={page.title} actions={print} back={{ to: "/help", label: t("help.title") }}>
            {!own && <LanguageNotice language={language} onChoose={choose} />}
            <div lang={language} dir={directionOf(language)}>
              <HelpText book={book} page={page} link={link} level="h2" />
            </div>
          </Page>
        );
      }}
    </Loaded>
  );
}

const link = (id: string, words: ReactNode) => <Link to={`/help/${id}`}>{words}</Link>;
