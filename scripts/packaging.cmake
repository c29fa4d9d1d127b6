# What an installation consists of (cmake --install) and the Debian package of it (cpack, by scripts/package).
find_program(LUA NAMES lua5.4 lua REQUIRED)

# Man pages and shell completions are made by the program itself, from its table of commands.
set(made ${CMAKE_BINARY_DIR}/made)
add_custom_command(OUTPUT ${made}/man/moonleaf.1 ${made}/moonleaf.bash ${made}/_moonleaf
  COMMAND ${LUA} ${PROJECT_SOURCE_DIR}/scripts/manual $<TARGET_FILE:moonleaf> ${made}/man
  COMMAND moonleaf completion bash > ${made}/moonleaf.bash
  COMMAND moonleaf completion zsh > ${made}/_moonleaf
  DEPENDS moonleaf ${PROJECT_SOURCE_DIR}/scripts/manual VERBATIM)
add_custom_target(made ALL DEPENDS ${made}/man/moonleaf.1)

# Debian's zsh reads the completions of packages in a folder of their own.
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
  set(zsh_folder ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
else()
  set(zsh_folder ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
endif()

install(TARGETS moonleaf RUNTIME)
install(DIRECTORY plugins/ DESTINATION ${CMAKE_INSTALL_DATADIR}/moonleaf/plugins)
install(DIRECTORY ${made}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 FILES_MATCHING PATTERN "*.1")
install(FILES ${made}/moonleaf.bash RENAME moonleaf
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${made}/_moonleaf DESTINATION ${zsh_folder})
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY scripts/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples FILES_MATCHING PATTERN "*.lua" PATTERN "*.py")
if(TARGET moonleaf_sqlite) # SQLite's own shell loads it
  install(TARGETS moonleaf_sqlite LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/moonleaf)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME moonleaf)
set(CPACK_PACKAGE_CONTACT "moonleaf developers <developers@moonleaf.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "moonleaf loads documents of any kind, in any language, into one SQLite file
and analyses them: summaries, figures, keywords, timelines, concordances and
word statistics. Every row carries the quotation that it was read from. Each
analysis is a Lua plugin, and so are loaders, output formats and languages.")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "scripting host for document analysis")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Opened when there is a prompt, so that the linker does not see it. re.lua, which is read as text, is in lua-lpeg, which
# it sees.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libedit2")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "poppler-utils, poppler-data") # PDF
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "tesseract-ocr, hunspell-en-us | hunspell-dictionary, sqlite3, man-db, bash-completion")
include(CPack)
