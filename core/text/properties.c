#include "text/properties.h"

/* Printed by generate/make_properties.c. */
#include "text/properties.inc"
