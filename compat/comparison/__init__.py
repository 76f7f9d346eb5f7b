"""The rooms behind `compare`: a pomset compiled, its guarantees tested in another, pairings searched, evidence told."""
