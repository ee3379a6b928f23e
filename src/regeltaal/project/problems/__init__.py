"""Every problem of a project (RT940–RT956, RT990): a function per problem beside its code, with its samples."""
