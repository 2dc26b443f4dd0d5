// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace termknit {
namespace {

std::string parsed(const std::string& text) {
  return to_string(parse_query(text));
}

/// The column and message of the error.
std::string fault(const std::string& text) {
  try {
    parse_query(text);
  } catch (const Error& error) {
    return std::to_string(error.place().column) + ": " + error.message();
  }
  return "no error";
}

TEST(Query, UnderstandsTheSyntax) {
  EXPECT_EQ(parsed("prodej servis"), "(prodej AND servis)");
  EXPECT_EQ(parsed("a b OR c"), "((a AND b) OR c)");
  EXPECT_EQ(parsed("(a OR b) -c"), "((a OR b) AND NOT c)");
  EXPECT_EQ(parsed("\"zákaznický  servis\" lang:cs"), "(\"zákaznický servis\" AND lang:cs)");
  EXPECT_EQ(parsed("kund* title:Verkauf path:blog/*"), "(kund* AND title:Verkauf AND path:blog/*)");
  EXPECT_EQ(parsed("klient NEAR/5 lojalitāte"), "(klient NEAR/5 lojalitāte)");
  EXPECT_EQ(parsed("a NOT b"), "(a AND NOT b)");
  EXPECT_EQ(parsed("-"), "-");
}

TEST(Query, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(fault(""), "1: the query is empty; give a word to search for");
  EXPECT_EQ(fault("   "), "1: the query is empty; give a word to search for");
  EXPECT_EQ(fault("a \"b"), "3: quotation mark without its partner");
  EXPECT_EQ(fault("a (b"), "3: parenthesis without its partner");
  EXPECT_EQ(fault("a) b"), "2: closing parenthesis without its partner");
  EXPECT_EQ(fault("a1 OR ("), "8: a word is missing here");
  EXPECT_EQ(fault("AND"), "1: AND needs a word on both sides; write it small to search for it");
  EXPECT_EQ(fault("a NEAR/x b"), "3: NEAR/n takes a number from 1 to 100");
  EXPECT_EQ(fault("lang:"), "1: lang: needs a value, without a blank between");
  EXPECT_EQ(fault("-a"), "1: nothing to search for but what to leave out; add a word");
  EXPECT_EQ(fault("a OR NOT b"), "6: nothing to search for but what to leave out; add a word");
  EXPECT_EQ(fault("äöü (b"), "5: parenthesis without its partner") << "letters are counted, not bytes";
  EXPECT_EQ(fault("a*"), "1: a prefix needs 2 letters or more");
  EXPECT_EQ(fault("\xC0\xAF"), "1: the query is not valid UTF-8");
}

TEST(Query, HasLimits) {
  EXPECT_NE(fault(std::string(50'000, '(')), "no error");
  EXPECT_NE(fault(std::string(900, '(')), "no error");
  std::string many;
  for (int i = 0; i < 70; ++i) many += "w ";
  EXPECT_EQ(fault(many).substr(fault(many).find(' ') + 1), "more than 64 words");
}

}  // namespace
}  // namespace termknit
