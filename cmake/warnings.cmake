# Warnings and floating-point rules for all code of our own: results must not depend on the compiler's liberties.
function(cenote_compile_options target)
  target_compile_features(${target} PRIVATE cxx_std_17)
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4 /fp:precise)
  else()
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -ffp-contract=off -fno-trapping-math -fno-math-errno
                                             -fvisibility=hidden)
    if(CENOTE_SANITIZE)
      # Not of alignment: elements may lie at any address, which all our processors read and addresses_test tries.
      target_compile_options(${target} PRIVATE -fsanitize=address,undefined -fno-sanitize=alignment
                                               -fno-sanitize-recover=all -fno-omit-frame-pointer -g)
      target_link_options(${target} PRIVATE -fsanitize=address,undefined)
    endif()
    if(CENOTE_FUZZ)
      target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
    endif()
  endif()
endfunction()
