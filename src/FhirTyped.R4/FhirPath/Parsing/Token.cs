namespace FhirTyped.R4.FhirPath;

/// <summary>One word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word; of strings and delimited identifiers what they mean, of dates without the at sign.</param>
/// <param name="Position">Where it begins, in characters from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Position)
{
    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Identifier && Text == word;
}
