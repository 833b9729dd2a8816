// Three threads that change files all the time: what `cut_off` must end without waiting for ever.

#include <fcntl.h>
#include <unistd.h>

#include <thread>
#include <vector>

int main() {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 3; ++thread) {
        threads.emplace_back([] {
            for (int round = 0; round < 50; ++round) {
                const int file = open("/dev/null", O_WRONLY);
                if (write(file, "x", 1) != 1) {
                    return;
                }
                close(file);
            }
        });
    }
}
