// SPDX-License-Identifier: GPL-3.0-or-later
#include "glossary/exchange/tbx_mend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/file.h"
#include "glossary/exchange/tbx_validator.h"
#include "tests/support/command.h"
#include "tests/support/tbx_faults.h"

namespace termknit {
namespace {

using test::tbx_faults;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Mended {
  std::string text{};
  std::vector<std::string> repairs{};
};

Mended mend(const std::string& tbx) {
  const test::TempFolder folder;
  const auto file = folder.write("g.tbx", tbx);
  Mended mended;
  AtomicFile output(folder.path() / "m.tbx");
  mend_tbx(file, mended_format(validate_tbx_file(file, {}, {}).dialect), output.stream(),
           [&](const Repair& repair) { mended.repairs.push_back(repair.message); });
  output.commit();
  mended.text = folder.read("m.tbx");
  return mended;
}

TEST(TbxMend, MakesAFaultyFileValid) {
  const std::string bad =
      "<tbx type=\"TBX-Basic\" style=\"dca\" xmlns=\"urn:iso:std:iso:30042:ed:3.0\"><text><body>"
      "<conceptEntry id=\"12\"><ref type=\"crossReference\" target=\"c99\">gone</ref>"
      "<ref type=\"crossReference\" target=\"13\">there</ref>"
      "<langSec xml:lang=\"lv_LV\"><termSec><term>klients</term><descrip type=\"definition\">d</descrip>"
      "<termNote type=\"partOfSpeech\">Noun</termNote><termNote type=\"administrativeStatus\">preferred</termNote>"
      "</termSec></langSec><langSec xml:lang=\"de\"><termSec><term/></termSec></langSec></conceptEntry>"
      "<conceptEntry id=\"13\"><langSec xml:lang=\"de\"><termSec><term>a</term></termSec></langSec></conceptEntry>"
      "<conceptEntry id=\"13\"><langSec xml:lang=\"de\"><termSec><term>b</term></termSec></langSec></conceptEntry>"
      "<conceptEntry><langSec xml:lang=\"de\"><termSec><term>c</term></termSec></langSec></conceptEntry>"
      "</body></text></tbx>";
  EXPECT_THAT(tbx_faults(bad), Not(IsEmpty()));
  const Mended mended = mend(bad);
  EXPECT_THAT(tbx_faults(mended.text), IsEmpty());
  for (const char* kept :
       {">klients<", "xml:lang=\"lv-LV\"", ">there<", "crossReference: gone (c99)", ">a<", ">b<", ">c<"})
    EXPECT_THAT(mended.text, HasSubstr(kept));
  EXPECT_THAT(mended.repairs, testing::Contains(HasSubstr("the id is there twice; the second entry is now '13-3'")));
}

TEST(TbxMend, StaysWithVersionAndStyle) {
  EXPECT_THAT(mend("<martif type=\"TBX-Basic\"><text><body><termEntry><langSet xml:lang=\"de\"><ntig><termGrp>"
                   "<term>Kunde</term></termGrp></ntig></langSet></termEntry></body></text></martif>")
                  .text,
              HasSubstr("<martif type=\"TBX-Basic\" xml:lang=\"en\">"));
  const std::string dct =
      mend(
          "<tbx type=\"TBX-Basic\" style=\"dct\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\"><text><body>"
          "<conceptEntry id=\"c1\"><langSec xml:lang=\"de\"><termSec><term>Kunde</term></termSec></langSec>"
          "</conceptEntry></body></text></tbx>")
          .text;
  EXPECT_THAT(dct, HasSubstr("style=\"dct\""));
  EXPECT_THAT(tbx_faults(dct), IsEmpty());
  EXPECT_EQ(mended_format("TBX-Min 2013"), GlossaryFormat::tbx_min);
  EXPECT_EQ(mended_format("TBX v2"), GlossaryFormat::tbx2);
  EXPECT_EQ(mended_format("TBX-Linguist v3 DCA"), GlossaryFormat::tbx);
}

TEST(TbxMend, MendsEveryInvalidSampleThatIsXml) {
  const auto shared = test::shared_folder();
  if (shared.empty()) GTEST_SKIP() << "no ../shared here";
  std::size_t mended = 0;
  for (const char* folder : {"official/invalid", "broken", "real"}) {
    for (const auto& file : std::filesystem::directory_iterator(shared / "tbx/samples" / folder)) {
      const std::string text = read_file(file.path());
      if (tbx_faults(text).find("not well-formed") != std::string::npos) continue;
      if (text.find("<termEntry") == text.npos && text.find("<conceptEntry") == text.npos) continue;
      EXPECT_THAT(tbx_faults(mend(text).text), IsEmpty()) << file.path();
      ++mended;
    }
  }
  EXPECT_GE(mended, 45U);
}

TEST(TbxMend, IsAVerbThatOverwritesNothing) {
  const test::TempFolder folder;
  folder.write("g.tbx",
               "<tbx type=\"TBX-Basic\" style=\"dca\" xmlns=\"urn:iso:std:iso:30042:ed-2\"><text><body>"
               "<conceptEntry id=\"c1\"><langSec xml:lang=\"de\"><termSec><term>Kunde</term></termSec></langSec>"
               "</conceptEntry></body></text></tbx>");
  EXPECT_EQ(test::run(folder.path(), {"validate", "g.tbx"}).exit_code, 1);
  const auto fixed = test::run(folder.path(), {"validate", "--fix", "g.tbx"});
  EXPECT_EQ(fixed.exit_code, 0) << fixed.out << fixed.err;
  EXPECT_THAT(tbx_faults(folder.read("g.mended.tbx")), IsEmpty());
  const auto again = test::run(folder.path(), {"validate", "--fix", "g.tbx"});
  EXPECT_EQ(again.exit_code, 4);
  EXPECT_THAT(again.err, HasSubstr("g.mended.tbx: is there already"));
  EXPECT_EQ(test::run(folder.path(), {"validate", "--fix", "g.tbx", "--output", "g.mended.tbx"}).exit_code, 0);
  folder.write("bad.tbx", "<tbx>");
  const auto beyond = test::run(folder.path(), {"validate", "--fix", "bad.tbx"});
  EXPECT_EQ(beyond.exit_code, 1);
  EXPECT_THAT(beyond.err, HasSubstr("cannot be mended: not well-formed XML"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "bad.mended.tbx"));
}

}  // namespace
}  // namespace termknit
