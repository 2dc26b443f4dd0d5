// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "glossary/alignment/align.h"
#include "glossary/alignment/combiner.h"
#include "tests/support/language_world.h"

namespace termknit {
namespace {

using test::lang;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

ConceptLink link(std::uint32_t a, std::uint32_t b, double confidence) {
  return {a, b, confidence, {}};
}

const auto kNoSynonyms = [](std::uint32_t, std::uint32_t) { return 0.0; };

TEST(ConceptClusters, WeakestLinkThatHoldsAConceptTogetherIsShown) {
  const auto clusters =
      cluster_concepts({0, 1, 2}, {link(0, 1, 0.9), link(1, 2, 0.6), link(0, 2, 0.5)}, kNoSynonyms, {});
  ASSERT_THAT(clusters, SizeIs(1));
  EXPECT_THAT(clusters[0].nodes, ElementsAre(0, 1, 2));
  EXPECT_DOUBLE_EQ(clusters[0].weakest_link, 0.6);
}

TEST(ConceptClusters, HomonymAloneDoesNotMergeTwoConcepts) {
  // Angebot (2) is offer as well as supply: 0 offer, 1 nabídka, 3 supply, 4 piedāvājums.
  const auto clusters = cluster_concepts(
      {0, 1, 2, 0, 3}, {link(0, 1, 0.95), link(3, 4, 0.9), link(0, 2, 0.8), link(2, 3, 0.8)}, kNoSynonyms, {});
  for (const ConceptCluster& cluster : clusters) EXPECT_LE(cluster.nodes.size(), 3U);
}

TEST(ConceptClusters, SecondTermOfALanguageNeedsToBeASynonym) {
  const std::vector<ConceptLink> links{link(0, 1, 0.9), link(0, 2, 0.9)};
  EXPECT_THAT(cluster_concepts({0, 1, 1}, links, kNoSynonyms, {})[0].nodes, SizeIs(2));
  const auto synonyms = [](std::uint32_t, std::uint32_t) { return 1.0; };
  EXPECT_THAT(cluster_concepts({0, 1, 1}, links, synonyms, {})[0].nodes, ElementsAre(0, 1, 2));
}

TEST(ConceptClusters, RejectedPairNeverMeetsThroughOthers) {
  const auto rejected = [](std::uint32_t a, std::uint32_t b) { return std::min(a, b) == 0 && std::max(a, b) == 2; };
  const auto clusters = cluster_concepts({0, 1, 2}, {link(0, 1, 0.95), link(1, 2, 0.95)}, kNoSynonyms, rejected);
  for (const ConceptCluster& cluster : clusters) EXPECT_THAT(cluster.nodes, SizeIs(2));
}

/// A dictionary of the groups given, as an installed one or as the lexicon.
DictionaryResource resource(EvidenceKind kind, const std::vector<TranslationGroup>& groups) {
  DictionaryBuilder builder;
  for (const TranslationGroup& group : groups) builder.add(group);
  DictionaryResource resource;
  resource.name = resource.origin = std::string(kind_name(kind));
  resource.kind = kind;
  resource.languages = {lang("en"), lang("de"), lang("lv")};
  resource.found = true;
  resource.compiled = CompiledDictionary::from_bytes(builder.bytes(1), 1);
  return resource;
}

TranslationGroup group(const char* first, std::vector<std::string> left, const char* second,
                       std::vector<std::string> right) {
  return {.sides = {{lang(first), std::move(left)}, {lang(second), std::move(right)}}, .label = {}};
}

TermCandidate candidate(const char* language, const std::string& term) {
  TermCandidate candidate;
  candidate.language = lang(language);
  candidate.term = term;
  candidate.key = {dictionary_key(term)};
  candidate.frequency = 5;
  candidate.part_of_speech = PartOfSpeech::noun;
  return candidate;
}

TEST(Dictionaries, ContradictingLexiconLowersADictionarysAnswer) {
  const DictionaryEvidence agreeing(
      {resource(EvidenceKind::dictionary, {group("en", {"customer"}, "de", {"Debitor", "Kunde"})})});
  const DictionaryEvidence contradicting(
      {resource(EvidenceKind::lexicon, {group("en", {"customer"}, "de", {"Kunde"})}),
       resource(EvidenceKind::dictionary, {group("en", {"customer"}, "de", {"Debitor", "Kunde"})})});
  const TermQuery query{.language = lang("en"), .term = "customer", .keys = {"customer"}};
  auto plain = agreeing.equivalents(query, lang("de")), warned = contradicting.equivalents(query, lang("de"));
  rank_equivalents(query, plain);
  rank_equivalents(query, warned);
  EXPECT_EQ(plain.front().term, "Debitor");
  EXPECT_EQ(warned.front().term, "Kunde");
  EXPECT_EQ(warned.back().witnesses.back().strength, -1);
  EXPECT_LT(warned.back().confidence, plain.front().confidence);
}

TEST(Dictionaries, LabelOfASenseIsShownOnlyWhereAllEntriesOfThePairHaveIt) {
  const auto detail = [](const char* other_label) {
    TranslationGroup treaty = group("de", {"Vertrag"}, "lv", {"līgums"}), contract = treaty;
    treaty.label = "between states";
    contract.label = other_label;
    const DictionaryEvidence evidence({resource(EvidenceKind::lexicon, {treaty, contract})});
    const TermQuery query{.language = lang("de"), .term = "Vertrag", .keys = {"vertrag"}};
    return evidence.equivalents(query, lang("lv")).front().witnesses.front().detail;
  };
  EXPECT_EQ(detail(""), "Vertrag = līgums");
  EXPECT_EQ(detail("between states"), "Vertrag = līgums [between states]");
}

TEST(Dictionaries, SynonymsOfOneLexiconSenseDoNotTakeFromOneAnother) {
  const auto sure_of_the_first = [](std::vector<TranslationGroup> groups) {
    const DictionaryEvidence evidence({resource(EvidenceKind::lexicon, groups)});
    const TermQuery query{.language = lang("en"), .term = "retailer", .keys = {"retailer"}};
    auto found = evidence.equivalents(query, lang("de"));
    rank_equivalents(query, found);
    EXPECT_EQ(found.front().term, "Einzelhändler");
    return found.front().confidence;
  };
  const double alone = sure_of_the_first({group("en", {"retailer"}, "de", {"Einzelhändler"})});
  const double with_synonyms =
      sure_of_the_first({group("en", {"retailer"}, "de", {"Einzelhändler", "Händler", "Detailhändler"})});
  const double with_another_sense = sure_of_the_first(
      {group("en", {"retailer"}, "de", {"Einzelhändler"}), group("en", {"retailer"}, "de", {"Wiederverkäufer"})});
  EXPECT_DOUBLE_EQ(alone, with_synonyms);
  EXPECT_GT(alone, with_another_sense);
}

TEST(Dictionaries, DictionaryThatRepeatsTheLexiconAddsLessThanOneAlone) {
  const auto group_of_both = group("en", {"price"}, "de", {"Preis"});
  const TermQuery query{.language = lang("en"), .term = "price", .keys = {"price"}};
  const auto odds = [&](std::vector<DictionaryResource> resources) {
    return log_odds(query, DictionaryEvidence(std::move(resources)).equivalents(query, lang("de")).front());
  };
  const double lexicon = odds({resource(EvidenceKind::lexicon, {group_of_both})});
  const double both =
      odds({resource(EvidenceKind::lexicon, {group_of_both}), resource(EvidenceKind::dictionary, {group_of_both})});
  const double nothing = log_odds(query, Equivalent{});
  const double dictionary = odds({resource(EvidenceKind::dictionary, {group_of_both})});
  EXPECT_GT(both, lexicon);
  EXPECT_LT(both - lexicon, dictionary - nothing);
}

TEST(Evidence, PositiveOfANegatedWordIsNoKey) {
  EXPECT_TRUE(lacks_beginning("spokojený", "nespokojený"));
  EXPECT_TRUE(lacks_beginning("apmierināt", "neapmierināts"));
  EXPECT_FALSE(lacks_beginning("nespokojený", "nespokojený"));
  EXPECT_FALSE(lacks_beginning("kaufen", "gekauft"));
  EXPECT_FALSE(lacks_beginning("kunde", "stammkunde"));
  if (!test::has_dictionary("cs")) GTEST_SKIP() << "no dictionary for cs";
  EXPECT_THAT(make_term_query(test::language_resources(), lang("cs"), "nespokojený").keys, ElementsAre("nespokojený"));
}

TEST(Evidence, WholeMessageAndItsOwnAlignmentAreOneWitness) {
  const TermQuery query{.language = lang("en"), .term = "lead", .keys = {"lead"}};
  const Witness message{.kind = EvidenceKind::catalogue, .origin = "a.mo", .strength = 1, .forward = 1};
  const Witness aligned{.kind = EvidenceKind::parallel, .origin = "parallel text", .strength = 0.9, .forward = 1};
  const double once = log_odds(query, {.term = "Blei", .witnesses = {message}});
  EXPECT_DOUBLE_EQ(once, log_odds(query, {.term = "Blei", .witnesses = {message, aligned}}));
}

TEST(Dictionaries, WayThroughAnAmbiguousEnglishWordCarriesLittle) {
  const DictionaryEvidence evidence(
      {resource(EvidenceKind::dictionary,
                {group("de", {"Lieferung"}, "en", {"delivery"}), group("lv", {"piegāde"}, "en", {"delivery"}),
                 group("lv", {"dzemdības"}, "en", {"birth", "labour", "delivery"})})});
  TermQuery query{.language = lang("de"), .term = "Lieferung", .keys = {"lieferung"}};
  auto found = evidence.equivalents(query, lang("lv"));
  rank_equivalents(query, found);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].term, "piegāde");
  EXPECT_EQ(found[0].witnesses[0].pivot, "delivery");
  EXPECT_GT(found[0].confidence, found[1].confidence + 0.1);
}

TEST(Dictionaries, OnlyWantedKeysAreGiven) {
  const DictionaryEvidence evidence(
      {resource(EvidenceKind::dictionary, {group("en", {"price"}, "de", {"Preis", "Kurs"})})});
  const TermQuery query{.language = lang("en"), .term = "price", .keys = {"price"}};
  const auto found = evidence.equivalents(query, lang("de"), [](const std::string& key) { return key == "kurs"; });
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].term, "Kurs");
}

TEST(Dictionaries, ThesaurusMakesSynonymsAndNoTranslations) {
  DictionaryResource thesaurus =
      resource(EvidenceKind::dictionary, {{.sides = {{lang("de"), {"Kunde", "Klient"}}}, .label = {}}});
  thesaurus.languages = {lang("de")};
  const DictionaryEvidence evidence({thesaurus});
  const TermQuery customer{.language = lang("de"), .term = "Kunde", .keys = {"kunde"}};
  const TermQuery client{.language = lang("de"), .term = "Klient", .keys = {"klient"}};
  const TermQuery price{.language = lang("de"), .term = "Preis", .keys = {"preis"}};
  EXPECT_GT(evidence.synonymy(customer, client), ClusterOptions{}.least_synonymy);
  EXPECT_EQ(evidence.synonymy(customer, price), 0);
  EXPECT_THAT(evidence.equivalents(customer, lang("en")), IsEmpty());
}

TEST(Align, CorpusOfOneLanguageHasTermsAndNoLinks) {
  const DictionaryEvidence evidence({resource(EvidenceKind::lexicon, {group("en", {"price"}, "de", {"Preis"})})});
  const Alignment alignment =
      align_terms(test::language_resources(), evidence, {candidate("de", "Preis"), candidate("de", "Kunde")}, {});
  EXPECT_THAT(alignment.links, IsEmpty());
  EXPECT_THAT(alignment.concepts, IsEmpty());
}

TEST(Align, TranslatedArticlesDecideBetweenADictionarysAnswers) {
  const DictionaryEvidence evidence(
      {resource(EvidenceKind::dictionary, {group("en", {"customer"}, "de", {"Kunde", "Debitor"})})});
  const std::vector<TermCandidate> candidates{candidate("de", "Debitor"), candidate("de", "Kunde"),
                                              candidate("en", "customer")};
  TranslatedSegments segments;
  segments.languages = {lang("de"), lang("en")};
  segments.present.assign(20, 0b11);
  segments.occurrences.resize(3);
  for (std::uint32_t s = 0; s < 20; ++s) {
    if (s < 10) segments.occurrences[0].push_back({s, 1});
    if (s >= 10) segments.occurrences[1].push_back({s, 1});
    if (s < 10) segments.occurrences[2].push_back({s, 1});
  }
  const Alignment alignment = align_terms(test::language_resources(), evidence, candidates, {.segments = &segments});
  ASSERT_FALSE(alignment.links.empty());
  double debitor = 0, kunde = 0;
  for (const ConceptLink& found : alignment.links) (found.first == 0 ? debitor : kunde) = found.confidence;
  EXPECT_GT(debitor, 0.8);
  EXPECT_LT(kunde, 0.3);
}

/// The confidence of the one link between two candidates, 0 where there is none. They stand together in ten sentences.
double linked(const DictionaryEvidence& evidence, const TermCandidate& a, const TermCandidate& b) {
  TranslatedSegments segments;
  segments.languages = {lang("de"), lang("en")};
  segments.present.assign(10, 0b11);
  segments.occurrences.resize(2);
  for (std::uint32_t s = 0; s < 10; ++s) {
    for (auto& occurrences : segments.occurrences) occurrences.push_back({s, 1});
  }
  const auto links = align_terms(test::language_resources(), evidence, {a, b}, {.segments = &segments}).links;
  return links.empty() ? 0 : links.front().confidence;
}

TEST(Align, NameThatTheTranslatorLeftIsNoEquivalent) {
  const DictionaryEvidence none(std::vector<DictionaryResource>{});
  EXPECT_LT(linked(none, candidate("de", "Zorblax"), candidate("en", "Zorblax")), 0.8);
  EXPECT_GT(linked(none, candidate("de", "Zorblaxe"), candidate("en", "Zorblax")), 0.8);
  const DictionaryEvidence listed({resource(EvidenceKind::lexicon, {group("en", {"manager"}, "de", {"Manager"})})});
  EXPECT_GT(linked(listed, candidate("de", "Manager"), candidate("en", "manager")), 0.9);
}

TEST(Align, AdjectiveIsNoEquivalentOfANoun) {
  if (!test::has_dictionary("de")) GTEST_SKIP() << "no German dictionary";
  const DictionaryEvidence evidence(
      {resource(EvidenceKind::dictionary, {group("en", {"sale"}, "de", {"Verkauf", "verkäuflich"})})});
  TermCandidate adjective = candidate("de", "verkäuflich");
  adjective.part_of_speech = PartOfSpeech::adjective;
  EXPECT_GT(linked(evidence, candidate("de", "Verkauf"), candidate("en", "sale")), 0.9);
  EXPECT_LT(linked(evidence, adjective, candidate("en", "sale")), 0.8);
}

TEST(Align, SameResultWithOneThreadAndWithFour) {
  const DictionaryEvidence evidence({resource(
      EvidenceKind::lexicon, {group("en", {"price"}, "de", {"Preis"}), group("en", {"customer"}, "de", {"Kunde"})})});
  const std::vector<TermCandidate> candidates{candidate("de", "Preis"), candidate("de", "Kunde"),
                                              candidate("en", "price"), candidate("en", "customer")};
  const Alignment one = align_terms(test::language_resources(), evidence, candidates, {.jobs = 1});
  const Alignment four = align_terms(test::language_resources(), evidence, candidates, {.jobs = 4});
  ASSERT_EQ(one.links.size(), four.links.size());
  for (std::size_t i = 0; i < one.links.size(); ++i) {
    EXPECT_EQ(one.links[i].first, four.links[i].first);
    EXPECT_EQ(one.links[i].confidence, four.links[i].confidence);
  }
}

}  // namespace
}  // namespace termknit
