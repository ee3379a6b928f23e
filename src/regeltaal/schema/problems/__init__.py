"""Every problem of a domain (RT900–RT939): one function per problem beside its code, data in, ``Diagnostic`` out."""
