import { settingsPages } from "../feature.ts";
import { useT } from "../messages.tsx";
import { DENSITIES, THEMES, usePreferences } from "../preferences.tsx";
import { useSlot } from "../slots.ts";
import { RadioGroup } from "../ui/Choices.tsx";
import { Card, Page, Section } from "../ui/Page.tsx";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { SubPages } from "./SubPages.tsx";

/** How Diwan looks on my screens, and the features' own pages about me. */
export default function SettingsPage() {
  const t = useT();
  const { theme, density, choose } = usePreferences();
  return (
    <Page title={t("web.settings")}>
      <SubPages home="/settings" pages={useSlot(settingsPages)} />
      <Section title={t("web.settings.display")} lead={t("web.settings.display_lead")}>
        <Card>
          <div>
            <strong>{t("web.language")}</strong>
            <LanguageSwitch always />
          </div>
          <RadioGroup
            row
            label={t("web.theme")}
            value={theme}
            onChange={(value) => void choose({ theme: value })}
            options={THEMES.map((value) => ({ value, label: t(`web.theme.${value}`) }))}
          />
          <RadioGroup
            row
            label={t("web.density")}
            value={density}
            onChange={(value) => void choose({ density: value })}
            options={DENSITIES.map((value) => ({ value, label: t(`web.density.${value}`) }))}
          />
        </Card>
      </Section>
    </Page>
  );
}
