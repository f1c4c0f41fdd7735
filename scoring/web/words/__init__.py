"""The tables of words of ``scoring.answers.words``, in the language of the request."""
