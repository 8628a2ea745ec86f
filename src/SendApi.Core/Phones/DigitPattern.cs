namespace SendApi.Core.Phones;

/// <summary>An expression of the library's tables as a table of steps, one for each digit. They use few words: digits, <c>[2-57]</c>, <c>\d</c>, groups, <c>|</c>, <c>?</c>, <c>{3}</c> and <c>{3,4}</c>; the longest have hundreds of alternatives, through which a regular expression tries its way.</summary>
internal sealed class DigitPattern
{
    private const int NoWay = 0, Start = 1, AnyDigit = 0b11_1111_1111;

    /// <summary>From each state ten places on: the state after the digit.</summary>
    private readonly List<int> _steps = [];
    private readonly List<bool> _isEnd = [];

    /// <exception cref="NotSupportedException">The expression has other words.</exception>
    public DigitPattern(string expression)
    {
        var ways = new Ways();
        var end = ways.Add(Reader.Read(expression), 0);
        AddState(isEnd: false);
        Determine(ways, end);
    }

    /// <summary>Whether all of the digits are what is looked for.</summary>
    public bool Fits(ReadOnlySpan<char> digits)
    {
        var state = Start;
        foreach (var digit in digits)
            state = _steps[(state * 10) + digit - '0'];
        return _isEnd[state];
    }

    /// <summary>Whether the digits begin with what is looked for.</summary>
    public bool Begins(ReadOnlySpan<char> digits)
    {
        var state = Start;
        foreach (var digit in digits)
        {
            if (_isEnd[state] || state == NoWay)
                break;
            state = _steps[(state * 10) + digit - '0'];
        }

        return _isEnd[state];
    }

    /// <summary>Each set of places in which one can be at the same time becomes one state (Rabin and Scott, 1959).</summary>
    private void Determine(Ways ways, int end)
    {
        var numbers = new Dictionary<string, int>();
        var open = new Queue<SortedSet<int>>();

        int Number(SortedSet<int> places)
        {
            if (places.Count == 0)
                return NoWay;
            var name = string.Join(' ', places);
            if (!numbers.TryGetValue(name, out var number))
            {
                numbers[name] = number = AddState(places.Contains(end));
                open.Enqueue(places);
            }

            return number;
        }

        Number(ways.WithFree([0]));
        for (var state = Start; open.TryDequeue(out var places); state++)
            for (var digit = 0; digit < 10; digit++)
                _steps[(state * 10) + digit] = Number(ways.WithFree(ways.After(places, digit)));
    }

    private int AddState(bool isEnd)
    {
        _isEnd.Add(isEnd);
        _steps.AddRange(new int[10]);
        return _isEnd.Count - 1;
    }

    private abstract record Part;

    /// <summary>One digit of a set; bit 0 is for 0.</summary>
    private sealed record Digit(int Set) : Part;

    private sealed record Row(IReadOnlyList<Part> Parts) : Part;

    private sealed record Choice(IReadOnlyList<Part> Parts) : Part;

    private sealed record Times(Part Part, int Least, int Most) : Part;

    /// <summary>Places, and what leads from one to the next: a digit, or nothing.</summary>
    private sealed class Ways
    {
        private readonly List<List<(int Set, int To)>> _byDigit = [[]];
        private readonly List<List<int>> _free = [[]];

        /// <summary>Leads from a place through a part of the expression; gives the place after it.</summary>
        public int Add(Part part, int from)
        {
            switch (part)
            {
                case Digit digit:
                    var to = Place();
                    _byDigit[from].Add((digit.Set, to));
                    return to;
                case Row row:
                    return row.Parts.Aggregate(from, (place, one) => Add(one, place));
                case Choice choice:
                    var end = Place();
                    foreach (var one in choice.Parts)
                        _free[Add(one, from)].Add(end);
                    return end;
                case Times times:
                    return Repeat(times, from);
                default:
                    throw new NotSupportedException(part.GetType().Name);
            }
        }

        public HashSet<int> After(SortedSet<int> places, int digit) =>
            [.. places.SelectMany(place => _byDigit[place]).Where(way => (way.Set >> digit & 1) == 1).Select(way => way.To)];

        /// <summary>With all places that nothing separates from them.</summary>
        public SortedSet<int> WithFree(HashSet<int> places)
        {
            var all = new SortedSet<int>(places);
            var open = new Stack<int>(places);
            while (open.TryPop(out var place))
                foreach (var next in _free[place])
                    if (all.Add(next))
                        open.Push(next);
            return all;
        }

        private int Repeat(Times times, int from)
        {
            var end = Place();
            for (var i = 0; i < times.Most; i++)
            {
                if (i >= times.Least)
                    _free[from].Add(end);
                from = Add(times.Part, from);
            }

            _free[from].Add(end);
            return end;
        }

        private int Place()
        {
            _byDigit.Add([]);
            _free.Add([]);
            return _free.Count - 1;
        }
    }

    private ref struct Reader
    {
        private readonly ReadOnlySpan<char> _text;
        private int _at;

        private Reader(ReadOnlySpan<char> text) => _text = text;

        public static Part Read(string expression)
        {
            var reader = new Reader(expression);
            var all = reader.ReadChoice();
            return reader._at == expression.Length ? all : throw reader.Unknown();
        }

        private Choice ReadChoice()
        {
            var parts = new List<Part> { ReadRow() };
            while (Skip("|"))
                parts.Add(ReadRow());
            return new Choice(parts);
        }

        private Row ReadRow()
        {
            var parts = new List<Part>();
            while (_at < _text.Length && _text[_at] is not ('|' or ')'))
                parts.Add(ReadTimes(ReadOne()));
            return new Row(parts);
        }

        private Part ReadOne()
        {
            if (Skip("(?:") || Skip("("))
            {
                var inside = ReadChoice();
                return Skip(")") ? inside : throw Unknown();
            }

            if (Skip(@"\d"))
                return new Digit(AnyDigit);
            return Skip("[") ? ReadSet() : new Digit(1 << ReadDigit());
        }

        private Digit ReadSet()
        {
            var set = 0;
            while (!Skip("]"))
            {
                var first = ReadDigit();
                var last = Skip("-") ? ReadDigit() : first;
                for (var digit = first; digit <= last; digit++)
                    set |= 1 << digit;
            }

            return new Digit(set);
        }

        private Part ReadTimes(Part part)
        {
            if (Skip("?"))
                return new Times(part, 0, 1);
            if (!Skip("{"))
                return part;

            var least = ReadNumber();
            var most = Skip(",") ? ReadNumber() : least;
            return Skip("}") ? new Times(part, least, most) : throw Unknown();
        }

        private int ReadNumber()
        {
            var number = ReadDigit();
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
                number = (number * 10) + ReadDigit();
            return number;
        }

        private int ReadDigit() => _at < _text.Length && char.IsAsciiDigit(_text[_at]) ? _text[_at++] - '0' : throw Unknown();

        private bool Skip(string word)
        {
            if (!_text[_at..].StartsWith(word, StringComparison.Ordinal))
                return false;
            _at += word.Length;
            return true;
        }

        private readonly NotSupportedException Unknown() => new($"'{_text}' has something else at {_at}.");
    }
}
