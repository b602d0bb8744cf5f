"""The values that flow through graphbuild: frozen, slotted, standard library only."""
