import { type MatrixQuery, parseMatrixQuery, validateMatrixQuery } from '../../matrix/query.ts';
import { invalid, noPacticipant } from '../http/http-error.ts';
import { type BrokerApp, resource } from '../http/resource.ts';
import { type AskedMatrix, answerMatrix, asTextToo, knownIn, paramsOf } from './matrix-answer.ts';

/** May these versions live together: `/matrix`, and the page of one consumer and provider. */
export function matrixRoutes(app: BrokerApp): void {
  resource<AskedMatrix>(app, '/matrix', {
    produces: asTextToo,
    findsFirst: true,
    find: async (c) => {
      const query = parseMatrixQuery(paramsOf(c));
      const known = await knownIn(c, query);
      const problems = validateMatrixQuery(query, known);
      if (problems.length > 0) throw invalid(problems);
      return { query, ids: known.ids };
    },
    GET: (c, asked) => answerMatrix(c, asked),
  });

  resource<MatrixQuery>(app, '/matrix/provider/:provider/consumer/:consumer', {
    find: async (c) => {
      const { provider = '', consumer = '' } = c.req.param();
      const query = {
        ...parseMatrixQuery(paramsOf(c)),
        selectors: [{ pacticipant: consumer }, { pacticipant: provider }],
      };
      const { pacticipants, environments } = await knownIn(c, query);
      const problems = validateMatrixQuery(query, { pacticipants: new Set([consumer, provider]), environments });
      if (problems.length > 0) throw invalid(problems);
      if (!pacticipants.has(consumer)) throw noPacticipant('consumer', consumer);
      if (!pacticipants.has(provider)) throw noPacticipant('provider', provider);
      return query;
    },
    GET: (c, query) => answerMatrix(c, { query }),
  });
}
