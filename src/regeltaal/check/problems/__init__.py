"""Every problem that checking can find: one function per problem beside its code, data in, ``Diagnostic`` out."""
