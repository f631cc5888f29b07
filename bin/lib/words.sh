# Sentences that must be said before there is a Node to read the message files. English, French, Arabic, by the locale.
# Usage: say KEY [argument]; a "%s" in the sentence takes the argument.
say() {
  local lang text
  case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    ar*) lang=ar ;;
    fr*) lang=fr ;;
    *) lang=en ;;
  esac
  case "$lang.$1" in
    en.platform) text="Diwan runs on 64-bit x86 Linux; this machine is: %s" ;;
    fr.platform) text="Diwan fonctionne sous Linux x86 64 bits ; cette machine est : %s" ;;
    ar.platform) text="يعمل ديوان على لينكس 64 بت (x86)، وهذا الجهاز هو: %s" ;;
    en.no_node) text="Node.js 18 or newer and npm are needed once, to bring Diwan's own. On Debian or Ubuntu: %s" ;;
    fr.no_node) text="Node.js 18 ou plus récent et npm sont nécessaires une fois, pour installer ceux de Diwan. Sous Debian ou Ubuntu : %s" ;;
    ar.no_node) text="يلزم Node.js 18 أو أحدث و npm مرة واحدة لجلب نسخة ديوان الخاصة. على Debian أو Ubuntu: %s" ;;
    en.waiting) text="Another command is installing here; waiting for it to finish." ;;
    fr.waiting) text="Une autre commande installe ici ; attente de sa fin." ;;
    ar.waiting) text="أمر آخر يقوم بالتثبيت هنا، في انتظار انتهائه." ;;
    en.tools) text="Installing Node and npm for Diwan (once)." ;;
    fr.tools) text="Installation de Node et de npm pour Diwan (une fois)." ;;
    ar.tools) text="تثبيت Node و npm الخاصين بديوان (مرة واحدة)." ;;
    en.dependencies) text="Installing the exact dependencies (about a minute, once per version)." ;;
    fr.dependencies) text="Installation des dépendances exactes (environ une minute, une fois par version)." ;;
    ar.dependencies) text="تثبيت الاعتماديات بنسخها المضبوطة (حوالي دقيقة، مرة لكل إصدار)." ;;
    en.registry) text="The installation did not finish. npm said the lines above. Is the package registry reachable (%s)? Run the same command again to resume." ;;
    fr.registry) text="L'installation n'a pas abouti. npm a dit les lignes ci-dessus. Le registre de paquets est-il joignable (%s) ? Relancez la même commande pour reprendre." ;;
    ar.registry) text="لم يكتمل التثبيت. أعلاه ما قاله npm. هل سجل الحزم متاح (%s)؟ أعد تشغيل الأمر نفسه للمتابعة." ;;
    en.tampered) text="The package received for %s is not the one Diwan expects; nothing was kept." ;;
    fr.tampered) text="Le paquet reçu pour %s n'est pas celui que Diwan attend ; rien n'a été conservé." ;;
    ar.tampered) text="الحزمة المستلمة لـ %s ليست التي ينتظرها ديوان؛ لم يُحتفظ بأي شيء." ;;
    en.read_only) text="The program folder %s cannot be written by this user and its dependencies are not installed. Run bin/start once as its owner." ;;
    fr.read_only) text="Le dossier du programme %s n'est pas modifiable par cet utilisateur et ses dépendances ne sont pas installées. Lancez bin/start une fois en tant que propriétaire." ;;
    ar.read_only) text="لا يستطيع هذا المستخدم الكتابة في مجلد البرنامج %s واعتمادياته غير مثبتة. شغّل bin/start مرة واحدة بحساب مالكه." ;;
    *) text="$1: %s" ;;
  esac
  # shellcheck disable=SC2059  # the sentence is ours and holds the format
  printf "$text\n" "${2:-}" >&2
}
