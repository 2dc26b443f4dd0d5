// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Small articles that the tests of the command share.

#include <string>

namespace termknit::test {

inline const std::string kLatvianText =
    "Pārdošana un klientu apkalpošana\n\nPārdošana ir process, kurā uzņēmums piedāvā klientiem savus produktus un "
    "pakalpojumus. Laba klientu apkalpošana veicina "
    "klientu apmierinātību, un apmierināti klienti atgriežas. Tāpēc pārdošanas nodaļa un klientu atbalsta dienests "
    "sadarbojas ikdienā, lai risinātu sūdzības un "
    "uzlabotu pakalpojumu kvalitāti. Bez pārdošanas nav ieņēmumu, bet bez klientu apmierinātības nav lojalitātes.\n";
inline const std::string kCzechText =
    "Zákaznický servis a prodej\n\nZákaznický servis je pro každou společnost důležitý. Spokojenost zákazníků zvyšuje "
    "prodej a věrní zákazníci doporučují výrobky svým "
    "přátelům. Příliš dlouhá čekací doba naopak způsobuje, že lidé odcházejí ke konkurenci, a proto se vyplatí řešit "
    "stížnosti rychle. S dobrým zákaznickým servisem "
    "roste prodej i spokojenost zákazníků.\n";
inline const std::string kGermanText =
    "Kundenservice und Produktverkauf\n\nDer Kundenservice ist für jedes Unternehmen wichtig. Zufriedene Kunden kaufen "
    "häufiger und empfehlen die Produkte weiter. Lange "
    "Wartezeiten führen dagegen dazu, dass die Käufer zur Konkurrenz gehen; Beschwerden sollten daher möglichst "
    "schnell gelöst werden. Gute Kundenergebnisse fördern die "
    "Kundenbindung und den Produktverkauf.\n";

}  // namespace termknit::test
