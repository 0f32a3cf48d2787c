using System.Globalization;

namespace FhirTyped.R4.FhirPath;

/// <content>Numbers, quantities and dates.</content>
internal sealed partial class Parser
{
    private ConstantNode NumberOrQuantity(Token token)
    {
        var isInteger = !token.Text.Contains('.');
        if (!decimal.TryParse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            throw Error(token, "The number is too large.");
        }

        if (Current.Kind == TokenKind.String)
        {
            return new ConstantNode(token.Position, new FhirPathValue(number, Taken().Text));
        }

        if (Current.Kind == TokenKind.Identifier && CalendarUnit.IsWord(Current.Text))
        {
            return new ConstantNode(token.Position, new FhirPathValue(number, CalendarUnit.Singular(Taken().Text)));
        }

        // -2147483648 is written as a negated literal, which as an integer alone would be out of range.
        return isInteger && number <= int.MaxValue
            ? new ConstantNode(token.Position, new FhirPathValue((int)number))
            : new ConstantNode(token.Position, new FhirPathValue(number));
    }

    private Token Taken() => _tokens[_at++];

    private ConstantNode DateLiteral(Token token) =>
        TemporalLiteral.TryParse(token.Text, out var value)
            ? new ConstantNode(token.Position, value)
            : throw Error(token, "This is no date, dateTime or time.");
}
