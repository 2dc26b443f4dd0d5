// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temp_index.h"

#include <chrono>
#include <csignal>
#include <map>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/index_articles.h"
#include "tests/support/language_world.h"

namespace termknit::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(socket);
  return ntohs(address.sin_port);
}

bool answers(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  const bool connected = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return connected;
}

}  // namespace

TempIndex::TempIndex(const std::vector<TempArticle>& articles, unsigned shards) {
  std::map<std::string, std::vector<std::filesystem::path>> files;
  for (const TempArticle& article : articles)
    files[article.language].push_back(folder_.write(article.path, article.text));
  std::filesystem::create_directory(project());
  LanguageResources& resources = language_resources();
  resources.set_vocabulary(nullptr);
  for (const auto& [language, paths] : files) {
    IndexOptions options;
    options.paths = paths;
    options.language = LanguageTag::parse(language);
    options.shards = shards;
    index_articles(project(), resources, options, {});
  }
  indexes_ = std::make_unique<IndexSet>(std::vector<std::string>{project().string()}, DiagnosticSink());
  resources.set_vocabulary(indexes_->vocabulary());
}

ServedDatabase::ServedDatabase(const std::filesystem::path& database) {
  const std::uint16_t port = free_port();
  process_ = ::fork();
  if (process_ == 0) {
    ::setsid();  // it ends its whole process group when it is told to stop
    const int null = ::open("/dev/null", O_RDWR);
    ::dup2(null, STDOUT_FILENO);
    ::dup2(null, STDERR_FILENO);
    ::execlp("xapian-tcpsrv", "xapian-tcpsrv", "--interface", "127.0.0.1", "--port", std::to_string(port).c_str(),
             database.c_str(), nullptr);
    ::_exit(127);
  }
  for (int i = 0; i < 500; ++i) {
    if (answers(port)) {
      address_ = "127.0.0.1:" + std::to_string(port);
      return;
    }
    if (::waitpid(process_, nullptr, WNOHANG) == process_) {
      process_ = -1;
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

ServedDatabase::~ServedDatabase() {
  stop();
}

void ServedDatabase::stop() {
  if (process_ <= 0) return;
  ::kill(-process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
}

}  // namespace termknit::test
